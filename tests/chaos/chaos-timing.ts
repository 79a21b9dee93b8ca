import type { DeliveryTiming } from '../../src/delivery/deliver-needs.ts'

/** Leases and waits at a fifteenth of their usual length, so that a partition of five minutes takes twenty seconds. */
export const chaosTiming: DeliveryTiming = { leaseSeconds: 4, doubtSeconds: 8 }
