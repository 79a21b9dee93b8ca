/** Takes so many messages from what all machines may send; resolves to 0, or to the milliseconds until it is worth asking again. */
export type TakeShare = (messages: number) => Promise<number>

/** Lets messages through at the rate of a server. */
export interface RateGate {
  /** Whether one may go now; after a no, `onReady` is called when it may. */
  readonly isOpen: () => boolean
  pass(): void
  close(): void
}

export interface RateNeeds {
  /** Messages a second. */
  readonly rate: number
  readonly takeShare: TakeShare
  readonly onReady: () => void
}

/** A share is a twentieth of a second: so often is the store of the rate asked, and not for every message. */
const sharesPerSecond = 20

/** Passes messages by shares taken from a store that all machines have in common. */
export function openRateGate({ rate, takeShare, onReady }: RateNeeds): RateGate {
  const share = Math.max(1, Math.floor(rate / sharesPerSecond))
  let left = 0
  let isAsking = false
  let timer: NodeJS.Timeout | undefined

  const ask = async (): Promise<void> => {
    const wait = await takeShare(share)
    if (wait > 0) {
      timer = setTimeout(() => void ask(), wait)
      return
    }
    isAsking = false
    left = share
    onReady()
  }

  return {
    isOpen() {
      if (left > 0) return true
      if (!isAsking) {
        isAsking = true
        void ask()
      }
      return false
    },
    pass: () => (left -= 1),
    close: () => clearTimeout(timer),
  }
}
