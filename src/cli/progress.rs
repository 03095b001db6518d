//! How far long work has come: a bar with the time left on a terminal, a line each minute elsewhere
//! (such as in the log of a cluster), nothing when quiet. The library knows none of this: it calls back.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::interrupt;
use super::output::tell;
use crate::workflow::Progress;

/// How often someone who has no terminal is told.
const LOG_EVERY: Duration = Duration::from_secs(60);

/// Shows how far some work is, until it is dropped.
pub struct Bar {
    bar: ProgressBar,
    on_terminal: bool,
    log: Option<(Arc<Log>, JoinHandle<()>)>,
}

/// What someone without a terminal is told.
struct Log {
    things: &'static str,
    total: u64,
    done: AtomicU64,
    message: Mutex<String>,
    start: Instant,
    ended: AtomicBool,
}

/// What stands on a terminal, for who has to clear it.
pub struct Screen(ProgressBar);

impl Screen {
    /// Clears the line of the bar; nothing is drawn any more.
    pub fn clear(&self) {
        self.0.finish_and_clear();
        self.0.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// Lets something be written above the bar.
    pub fn above(&self, write: impl FnOnce()) {
        self.0.suspend(write);
    }
}

/// A bar over so many things, which have a name: `replicates`.
pub fn bar(total: u64, things: &'static str, quiet: bool) -> Bar {
    let on_terminal = !quiet && std::io::stderr().is_terminal();
    let target =
        if on_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(total), target);
    let template = format!("[{{bar:30}}] {{pos}}/{{len}} {things}{{msg}}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style.progress_chars("=> "));
    }
    if on_terminal {
        interrupt::shows(Some(Screen(bar.clone())));
        // At once: the first thing may take long.
        bar.force_draw();
    }
    let log = if quiet || on_terminal { None } else { Log::begin(total, things) };
    Bar { bar, on_terminal, log }
}

impl Progress for Bar {
    fn advance(&self, things: u64) {
        self.bar.inc(things);
        if let Some((log, _)) = &self.log {
            log.done.fetch_add(things, Ordering::Relaxed);
        }
    }

    fn message(&self, message: &str) {
        let message = format!(", {message}");
        if let Some((log, _)) = &self.log {
            log.message.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&message);
        }
        self.bar.set_message(message);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if self.on_terminal {
            interrupt::shows(None);
        }
        if let Some((log, thread)) = self.log.take() {
            log.ended.store(true, Ordering::Relaxed);
            thread.thread().unpark();
            // A logger that panicked has nothing more to say.
            let _ = thread.join();
        }
    }
}

impl Log {
    /// Tells each minute how far it is; without a thread to tell it, nothing is told.
    fn begin(total: u64, things: &'static str) -> Option<(Arc<Self>, JoinHandle<()>)> {
        let log = Arc::new(Self {
            things,
            total,
            done: AtomicU64::new(0),
            message: Mutex::new(String::new()),
            start: Instant::now(),
            ended: AtomicBool::new(false),
        });
        let told = Arc::clone(&log);
        let thread = std::thread::Builder::new().spawn(move || told.until_ended()).ok()?;
        Some((log, thread))
    }

    fn until_ended(&self) {
        let mut next = LOG_EVERY;
        while !self.ended.load(Ordering::Relaxed) {
            std::thread::park_timeout(next.saturating_sub(self.start.elapsed()));
            if !self.ended.load(Ordering::Relaxed) && self.start.elapsed() >= next {
                tell(false, &self.line(self.start.elapsed()));
                next += LOG_EVERY;
            }
        }
    }

    fn line(&self, since: Duration) -> String {
        let done = self.done.load(Ordering::Relaxed);
        let message = self.message.lock().unwrap_or_else(PoisonError::into_inner);
        let left = match done {
            0 => String::new(),
            done => {
                let rest = self.total.saturating_sub(done) as f64 / done as f64;
                format!(", about {:.0} s left", since.as_secs_f64() * rest)
            }
        };
        format!("{done} of {} {}{message}{left}", self.total, self.things)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::TermLike;
    use std::io;

    #[test]
    fn a_line_tells_how_far_it_is_and_how_long_it_takes() {
        let log = Log {
            things: "replicates",
            total: 40,
            done: AtomicU64::new(0),
            message: Mutex::new(String::new()),
            start: Instant::now(),
            ended: AtomicBool::new(false),
        };
        assert_eq!(log.line(Duration::from_secs(60)), "0 of 40 replicates");
        log.done.store(10, Ordering::Relaxed);
        *log.message.lock().unwrap() = ", trust".to_owned();
        assert_eq!(
            log.line(Duration::from_secs(60)),
            "10 of 40 replicates, trust, about 180 s left"
        );
    }

    /// A terminal of one line and what was written above it.
    #[derive(Debug, Clone, Default)]
    struct Terminal(Arc<Mutex<(String, String)>>);

    impl Terminal {
        fn line(&self) -> String {
            self.0.lock().unwrap().0.trim().to_owned()
        }

        fn above(&self) -> String {
            self.0.lock().unwrap().1.trim().to_owned()
        }
    }

    impl TermLike for Terminal {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().1 += text;
            Ok(())
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().0 += text;
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            self.0.lock().unwrap().0.clear();
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What an interruption leaves on the terminal is an empty line, whatever works on meanwhile.
    #[test]
    fn a_cleared_bar_leaves_nothing_and_is_not_drawn_again() {
        let terminal = Terminal::default();
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let bar = ProgressBar::with_draw_target(Some(10), target);
        bar.inc(3);
        bar.force_draw();
        assert!(terminal.line().contains("3/10"), "{}", terminal.line());
        let screen = Screen(bar.clone());
        screen.above(|| terminal.write_line("stopping").unwrap());
        assert_eq!(terminal.above(), "stopping");
        assert!(terminal.line().contains("3/10"), "{}", terminal.line());
        screen.clear();
        bar.inc(1);
        bar.force_draw();
        assert_eq!(terminal.line(), "");
    }
}
