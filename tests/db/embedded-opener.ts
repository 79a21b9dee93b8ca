import { openEmbeddedPostgres } from '../../src/db/embedded.ts'

// Opens the folder it is given, says the URL, and closes when its standard input ends.
const opened = await openEmbeddedPostgres(process.argv[2] ?? '')
process.stdout.write(`${opened.url}\n`)
process.stdin.resume()
process.stdin.once('end', () => void opened.close())
