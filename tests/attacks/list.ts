import type { Attack, HttpAttack, ReadingAttack } from "./attack.ts";
import { repeat } from "./attack-01-repeat.ts";
import { differencing } from "./attack-02-differencing.ts";
import { ranges } from "./attack-03-ranges.ts";
import { zoom } from "./attack-04-zoom.ts";
import { totals } from "./attack-05-totals.ts";
import { fakes } from "./attack-06-fakes.ts";
import { padding } from "./attack-07-padding.ts";
import { partition } from "./attack-08-partition.ts";
import { edge } from "./attack-09-edge.ts";
import { homogeneity } from "./attack-10-homogeneity.ts";
import { flows } from "./attack-11-flows.ts";
import { site } from "./attack-12-site.ts";
import { shape } from "./attack-13-shape.ts";
import { errors } from "./attack-14-errors.ts";
import { tampering } from "./attack-15-tampering.ts";
import { grants } from "./attack-16-grants.ts";
import { audit } from "./attack-17-audit.ts";
import { twoAccounts } from "./attack-18-two-accounts.ts";
import { secrets } from "./attack-19-secrets.ts";
import { dump } from "./attack-20-dump.ts";
import { quarter } from "./attack-21-quarter.ts";
import { samplers } from "./attack-22-samplers.ts";
import { polling } from "./attack-23-polling.ts";
import { calibration } from "./attack-24-calibration.ts";
import { sharedBrowser } from "./attack-25-shared-browser.ts";

/** Attacks that need no server: exact computations, trials with the port, and the real SQL where HTTP would take hours. */
export const PORT_ATTACKS: readonly Attack[] = [
  ...[differencing, partition, edge, homogeneity, flows, site, quarter, samplers, calibration],
  // Two servers of its own, on which half a year goes by.
  polling,
];

/** Attacks on one running server, in this order: those that change what others look at come last. */
export const HTTP_ATTACKS: readonly HttpAttack[] = [
  ...[repeat, ranges, zoom, totals, padding, twoAccounts, secrets, shape],
  ...[tampering, grants, fakes, audit, errors, dump],
];

/** Attacks that only read: they may be made on a server with real records. */
export const READING_ATTACKS: readonly ReadingAttack[] = [repeat, ranges, zoom];

/** Attacks in a browser, on the built page. */
export const BROWSER_ATTACKS: readonly Attack[] = [sharedBrowser];
