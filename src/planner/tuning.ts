/** What the search was tuned to, on the hard third of the TOP set (docs/decisions/0005-optimiser.md). */
export const TUNING = {
  /** Iterations of the first cycle, and how much longer each next one is. */
  firstCycle: 1500,
  growth: 1.1,
  /** Temperatures at the beginning and end of a cycle, in mean scores of a stop. */
  hot: 3,
  cold: 0.15,
  /** Worth of travel saved: mean scores per mean distance between neighbours. */
  travelWorth: 0.1,
  /** Share of recreations in which detours count less, and by how many neighbour distances at most. */
  baseShare: 0.5,
  base: 4,
  /** Stops that a ruin removes on average, without and with time windows, and the longest string. */
  removed: 6,
  windowRemoved: 8,
  longestString: 10,
  /** Shares of iterations that force a stop in, and that empty a route. */
  forceShare: 0.3,
  routeShare: 0.02,
  /** Share of recreations that favour the surroundings of what was ruined. */
  focusShare: 0.3,
  /** Range of the score's exponent, without and with time windows. */
  powers: [1, 3],
  windowPowers: [0.5, 2],
  noise: 0.5,
  blink: 0.02,
  /** Longest stretch that or-opt moves. */
  longestMoved: 1,
  /** Share of cycles that start from two elites, their temperature and relative length; elites needed first. */
  breedShare: 0.5,
  warm: 0.5,
  warmLength: 0.5,
  fewestElites: 3,
  /** Share of routes that a fresh cycle starts at a random stop. */
  plantShare: 0.8,
};
