//! A stack that is deep enough for descriptions.

/// The bytes of the stack, which ten thousand schemas within each other fit in.
const STACK: usize = 256 << 20;

/// Runs on a stack of its own: recursion follows the nesting of schemas, which a thread of a test would not
/// have the stack for.
pub(crate) fn on_deep_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &work);
        match thread.map(|thread| thread.join()) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => work(),
        }
    })
}
