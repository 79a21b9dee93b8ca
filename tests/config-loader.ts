import { loadConfig } from '../src/config.ts'

// Loads the settings over the data folder it is given and says the ring.
const { keys } = loadConfig({ DATA_DIR: process.argv[2] })
process.stdout.write(keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(','))
