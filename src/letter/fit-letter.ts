import { AppError } from '../errors.ts'
import { encodeQuotedPrintable } from '../mail/quoted-printable.ts'
import { buildLetter, type Letter, type LetterInput, type LetterLimits } from './letter-model.ts'
import type { RenderedLetter } from './render-letter.ts'

/** A letter that no mail program cuts off, and what had to be done for that, for its operator to read. */
interface FittedLetter extends RenderedLetter {
  readonly notes: readonly string[]
}

/** Gmail cuts off a mail at about 102 KB; 95 KB leaves room for what relays add, and 2 KB for what the slots hold. */
const mostBytes = 93_000

/**
 * Renders an issue in at most 95 KB of encoded HTML. When it has more, its last items in full move to "in brief", and
 * when that is not enough, the last ones in brief are left out: as few as will do. Throws `too_large` when the lead
 * alone has more.
 */
export async function fitLetter(
  input: LetterInput,
  render: (letter: Letter) => Promise<RenderedLetter>,
): Promise<FittedLetter> {
  const renderStep = async (steps: number) =>
    render(buildLetter({ ...input, limits: shrinkLimits(input, steps) }))
  const whole = await renderStep(0)
  if (encodedBytes(whole) <= mostBytes) return { ...whole, notes: [] }
  const { steps, rendered } = await findFewestSteps(mostSteps(input), renderStep)
  return { ...rendered, notes: [noteOf(input, steps, encodedBytes(whole))] }
}

/** Each step makes the letter smaller, so the fewest that will do are found by halving. */
async function findFewestSteps(most: number, renderStep: (steps: number) => Promise<RenderedLetter>) {
  let best = { steps: most, rendered: await renderStep(most) }
  if (encodedBytes(best.rendered) > mostBytes)
    throw new AppError(
      'too_large',
      'The letter is too large for a mail even with one item. Shorten the note or the texts of that item.',
    )
  let tooFew = 0
  while (best.steps - tooFew > 1) {
    const steps = Math.floor((tooFew + best.steps) / 2)
    const rendered = await renderStep(steps)
    if (encodedBytes(rendered) <= mostBytes) best = { steps, rendered }
    else tooFew = steps
  }
  return best
}

/** How many items stand below the lead, in full and in brief. */
function countsOf({ items, limits }: LetterInput): { top: number; brief: number } {
  const below = Math.max(items.length - 1, 0)
  const top = Math.min(limits.top, below)
  return { top, brief: Math.min(limits.brief, below - top) }
}

/** Every item in full moves first, then every one in brief leaves. */
function mostSteps(input: LetterInput): number {
  const { top, brief } = countsOf(input)
  return top + top + brief
}

function shrinkLimits(input: LetterInput, steps: number): LetterLimits {
  const { top, brief } = countsOf(input)
  const moved = Math.min(steps, top)
  return { ...input.limits, top: top - moved, brief: brief + moved - (steps - moved) }
}

function noteOf(input: LetterInput, steps: number, bytes: number): string {
  const { top } = countsOf(input)
  const moved = Math.min(steps, top)
  const left = steps - moved
  return [
    `The letter would have ${Math.ceil(bytes / 1000)} KB, and mail programs cut off what has much more than 95 KB`,
    `: ${moved} of its items moved from full to "in brief"`,
    left > 0 ? `, and the last ${left} were left out.` : '.',
  ].join('')
}

function encodedBytes({ html }: RenderedLetter): number {
  return encodeQuotedPrintable(html).length
}
