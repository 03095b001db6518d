//! Work by other people's code that may panic where it should give an error: decoding a file that
//! somebody damaged, drawing a figure.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether panics of this thread are caught here, and so need not be reported where they happen.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does some work; a panic inside it becomes an error and is not reported anywhere else.
///
/// # Errors
/// What the panic said.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !CAUGHT.with(Cell::get) {
                others(info);
            }
        }));
    });
    let before = CAUGHT.replace(true);
    // What the work had begun is dropped with the error, so nothing half done is ever looked at.
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(before);
    outcome.map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_other_work_goes_on() {
        assert_eq!(guarded(|| 1), Ok(1));
        let broken: Result<(), String> = guarded(|| panic!("no {}", "space"));
        assert_eq!(broken, Err("no space".to_owned()));
        assert_eq!(guarded(|| 2), Ok(2));
    }
}
