type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * A storage that can be left: from then on it is empty and takes nothing. A refresh of the session that answers after
 * the sign-out would else sign the next person of a shared device in as the last one.
 */
export function leavable(storage: Kept): { readonly storage: Kept; readonly leave: () => void } {
  let isLeft = false;
  return {
    storage: {
      getItem: (key) => (isLeft ? null : storage.getItem(key)),
      setItem: (key, value) => (isLeft ? undefined : storage.setItem(key, value)),
      removeItem: (key) => (isLeft ? undefined : storage.removeItem(key)),
    },
    leave: () => {
      isLeft = true;
    },
  };
}
