import { z } from 'zod'
import { settings } from '../config.ts'

const heading = `# Settings of Recap. What stands here commented out has the value shown, or none.
# The environment of the process comes before this file. Keep a file with passwords to yourself: chmod 600 .env
# Instead of NAME, DATABASE_URL, REDIS_URL, SMTP_URL and SECRET_KEYS may be read from the file that NAME_FILE names.
`

const described = z.object({
  properties: z.record(
    z.string(),
    z.object({ description: z.string().default(''), default: z.union([z.string(), z.number()]).default('') }),
  ),
})

/** The content of `.env.example`: every setting with what it means and its default, all commented out. */
export function envExample(): string {
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  const entries = Object.entries(described.parse(schema).properties)
  return [
    heading,
    ...entries.map(([name, { description, default: value }]) => `# ${description}\n#${name}=${value}\n`),
  ].join('\n')
}
