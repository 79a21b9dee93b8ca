import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { listen } from '../../src/http/listen.ts'
import { createServer } from '../../src/http/server.ts'
import { silentLogger } from '../../src/log.ts'

/** A web server to be killed by a test; it says its address once. */
const config = loadConfig(process.env)
const app = await openApp(config, { logger: silentLogger(), migrate: true })
await app.unsubscribes.prepare()
const server = await createServer(appNeeds(app))
process.stdout.write(`${await listen(server, config)}\n`)
process.once('SIGTERM', () => void server.close().then(() => app.close()))
