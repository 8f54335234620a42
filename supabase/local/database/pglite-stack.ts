import type { PGlite } from "@electric-sql/pglite";

/** What PGlite's module has beyond its types. */
interface StackOwner {
  _PostgresMainLoopOnce: () => void;
  /** The stack pointer of its WebAssembly. */
  readonly ___stack_pointer?: WebAssembly.Global<"i32">;
}

/**
 * Gives the stack back after an error. PGlite 0.5.8 leaves PostgreSQL's main loop by an exception and catches it
 * without restoring the stack pointer, so that every refused statement keeps some of the stack: after 1,524 of
 * them, which anybody can cause, each further statement fails with 54001 until the server starts again.
 *
 * @throws Error where PGlite no longer shows its stack pointer: then look whether it restores it itself.
 */
export function restoreStackAfterErrors({ Module }: PGlite): void {
  const owner = Module as unknown as StackOwner;
  const pointer = owner.___stack_pointer;
  const loopOnce = owner._PostgresMainLoopOnce;
  if (!pointer) throw new Error("PGlite does not show its stack pointer");
  owner._PostgresMainLoopOnce = () => {
    const before = pointer.value;
    try {
      loopOnce();
    } catch (error) {
      pointer.value = before;
      throw error;
    }
  };
}
