import type { Attack } from "./attack.ts";
import { differencing } from "./attack-02-differencing.ts";
import { partition } from "./attack-08-partition.ts";
import { edge } from "./attack-09-edge.ts";
import { calibration } from "./attack-24-calibration.ts";

/** Attacks that need no server: exact computations, and trials with the port. */
export const PORT_ATTACKS: readonly Attack[] = [differencing, partition, edge, calibration];
