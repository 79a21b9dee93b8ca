import { main } from '../../src/cli/main.ts'

/** The command line as a program of its own, to be interrupted or killed by a test. */
await main(process.argv.slice(2))
