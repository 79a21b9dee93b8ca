import { InvalidArgumentError, type Command } from 'commander'
import { act, addCommand, addGroup } from '../command.ts'
import { feedLine } from '../inspect/feed-line.ts'
import { inspectFiles, type Look } from '../inspect/inspect-files.ts'
import { pageLine } from '../inspect/page-line.ts'
import { textLine } from '../inspect/text-line.ts'
import type { Session } from '../session.ts'

const kinds: readonly { name: string; does: string; look: Look }[] = [
  { name: 'feed', does: 'Show what Recap reads in feeds and sitemaps.', look: feedLine },
  { name: 'page', does: 'Show what Recap reads in article pages.', look: pageLine },
  { name: 'text', does: 'Show the key points that Recap computes from plain texts.', look: textLine },
]

/** Adds the commands that show what Recap makes of a file, without settings and without a database. */
export function addInspect(program: Command, session: Session): void {
  const inspect = addGroup(program, 'inspect', 'What Recap makes of a file')
  for (const { name, does, look } of kinds) {
    addCommand(inspect, { usage: name, does, example: `recap inspect ${name} ${name}s/* --json` })
      .argument('<file...>', 'local files, looked at in their order')
      .option('--url <url>', 'the web address that the files stand for', parseAddress, 'https://example.com/')
      .action(
        act(session, (files: string[], { url }: { url: string }) =>
          inspectFiles(session, look, { files, url }),
        ),
      )
  }
}

function parseAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new InvalidArgumentError('It must be a web address such as https://example.com/news/1.')
}
