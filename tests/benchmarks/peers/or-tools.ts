/**
 * The parts of npm `or-tools-wasm` 0.9.1 that the comparison uses. The package unpacks to 318 MB, so it is not among
 * the project's dependencies: `INSTALL` puts it there for a measurement, and its types are told here.
 */

/** How to get it; npm leaves package.json as it is. */
export const INSTALL = "npm install --no-save --save-exact or-tools-wasm@0.9.1";

const PACKAGE = "or-tools-wasm";

export interface IndexManager {
  readonly ready: Promise<void>;
  IndexToNode(index: number): number;
  NodeToIndex(node: number): number;
  delete(): void;
}

export interface RoutingModel {
  readonly ready: Promise<void>;
  RegisterTransitMatrix(matrix: readonly (readonly number[])[]): number;
  SetArcCostEvaluatorOfAllVehicles(evaluator: number): void;
  AddDimension(transit: number, slack: number, capacity: number, fromZero: boolean, name: string): boolean;
  AddDisjunction(indices: readonly number[], penalty: number): number;
  SolveWithParameters(parameters: { readonly firstSolutionStrategy: number }): Promise<object | null>;
  Start(vehicle: number): number;
  IsEnd(index: number): boolean;
  nextValue(index: number): number;
  delete(): void;
}

export interface RoutingLibrary {
  readonly initRouting: () => Promise<void>;
  readonly FirstSolutionStrategy: Readonly<Record<string, number>>;
  readonly RoutingIndexManager: new (
    nodes: number,
    vehicles: number,
    starts: readonly number[],
    ends: readonly number[],
  ) => IndexManager;
  readonly RoutingModel: new (manager: IndexManager) => RoutingModel;
}

/** A yes-or-no variable; `plus` and `ge` belong to whole-number ones too. */
export interface Variable {
  plus(other: number): Variable;
  ge(other: Variable): object;
}

interface Constraint {
  onlyEnforceIf(literal: Variable): Constraint;
}

export interface CpModel {
  newIntVar(least: number, most: number): Variable;
  newBoolVar(): Variable;
  newConstant(value: number): Variable;
  add(bound: object): Constraint;
  addLinearConstraint(sum: object, least: number, most: number): Constraint;
  addMultipleCircuit(arcs: readonly (readonly [number, number, Variable])[]): Constraint;
  addHint(variable: Variable, value: boolean): void;
  minimize(sum: object): void;
}

export interface CpSatLibrary {
  readonly CpModel: new () => CpModel;
  readonly CpSolver: new () => {
    solve(model: CpModel, parameters: Readonly<Record<string, number>>): Promise<string | undefined>;
    statusName(status: string | undefined): string;
    booleanValue(literal: Variable): boolean;
  };
  readonly LinearExpr: {
    sum(variables: readonly Variable[]): object;
    weightedSum(variables: readonly Variable[], weights: readonly number[]): object;
  };
}

export interface OrTools {
  readonly routing: RoutingLibrary;
  readonly cpSat: CpSatLibrary;
}

/** Loads the package; undefined where it is not installed. */
export async function loadOrTools(): Promise<OrTools | undefined> {
  try {
    const routing = (await import(`${PACKAGE}/routing`)) as RoutingLibrary;
    const cpSat = (await import(`${PACKAGE}/cp-sat`)) as CpSatLibrary;
    await routing.initRouting();
    return { routing, cpSat };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
