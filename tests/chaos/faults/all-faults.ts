import { bellFaults } from './bell-faults.ts'
import { clockFaults } from './clock-faults.ts'
import { databaseFaults } from './database-faults.ts'
import type { Fault } from './fault.ts'
import { mailFaults } from './mail-faults.ts'
import { restoreFaults } from './restore-faults.ts'
import { webFaults } from './web-faults.ts'
import { workerFaults } from './worker-faults.ts'

/** Everything that can be made to go wrong. */
export const faults: readonly Fault[] = [
  ...workerFaults,
  ...bellFaults,
  ...databaseFaults,
  ...restoreFaults,
  ...mailFaults,
  ...webFaults,
  ...clockFaults,
]
