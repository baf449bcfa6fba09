// The listeners of a component's latest call.

const mounts = new WeakMap();

// A new controller of the listeners of the component at `parentElement`, in place of the last one:
// Streamlit calls a component again when its data change, and forgets the earlier call's cleanup.
function mountedAnew(parentElement) {
  mounts.get(parentElement)?.abort();
  const listeners = new AbortController();
  mounts.set(parentElement, listeners);
  return listeners;
}
