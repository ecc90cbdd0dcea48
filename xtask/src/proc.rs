//! Child processes that never outlive us: each runs in its own process group, and one signal to xtask stops them all.

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// From now on Ctrl-C (or SIGTERM, SIGHUP) ends the children instead of us: the main thread then sees them end,
/// walks back and drops its guards (PostgreSQL, temporary folders) in order. A second signal kills.
///
/// # Errors
/// When the handler cannot be installed.
pub fn watch_signals() -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("signal handler")?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            let again = INTERRUPTED.swap(true, Ordering::SeqCst);
            for group in groups().iter() {
                signal_group(*group, if again { "KILL" } else { "TERM" });
            }
        }
    });
    Ok(())
}

/// Whether somebody asked us to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

fn groups() -> std::sync::MutexGuard<'static, Vec<u32>> {
    GROUPS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The shell's own `kill` is always there; the program of that name is not. (`-s`: dash refuses `kill -TERM -- …`.)
fn signal_group(group: u32, signal: &str) {
    let _ = Command::new("sh")
        .args(["-c", &format!("kill -s {signal} -- -{group}")])
        .stderr(Stdio::null())
        .status();
}

/// A running child; dropping it stops it and its group.
pub struct Running {
    pub child: Child,
    name: String,
}

impl Running {
    /// Starts `command` in a process group of its own, without stdin.
    ///
    /// # Errors
    /// When the program cannot be started, or xtask is already stopping.
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        let running = Self::start_service(name, command)?;
        groups().push(running.child.id());
        if interrupted() {
            bail!("interrupted");
        }
        Ok(running)
    }

    /// As [`Self::start`], but Ctrl-C leaves it alone: whoever owns it stops it when what uses it has ended.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start_service(name: &str, command: &mut Command) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            child,
            name: name.to_owned(),
        })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// When waiting fails, or xtask was interrupted meanwhile.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        let status = self
            .child
            .wait()
            .with_context(|| format!("waiting for {}", self.name))?;
        self.forget();
        if interrupted() {
            bail!("interrupted");
        }
        Ok(status)
    }

    /// Signals the group, waits up to `patience`, then kills it. None when it had to be killed.
    pub fn stop(&mut self, with: &str, patience: Duration) -> Option<ExitStatus> {
        signal_group(self.pid(), with);
        let ended = self.wait_until(Instant::now() + patience);
        if ended.is_none() {
            signal_group(self.pid(), "KILL");
            let _ = self.child.kill();
            self.wait_until(Instant::now() + Duration::from_secs(10));
        }
        self.forget();
        ended
    }

    fn wait_until(&mut self, moment: Instant) -> Option<ExitStatus> {
        while Instant::now() < moment {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    fn forget(&self) {
        let pid = self.pid();
        groups().retain(|g| *g != pid);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop("TERM", Duration::from_secs(35));
        }
        self.forget();
    }
}

/// Runs to the end with our stdout and stderr.
///
/// # Errors
/// When it cannot be started or ends badly.
pub fn run(name: &str, command: &mut Command) -> Result<()> {
    let status = Running::start(name, command)?.wait()?;
    ended(name, status)
}

/// Runs to the end and hands every line of its stdout to `each`.
///
/// # Errors
/// When it cannot be started or read. A bad end is in the status: callers count it.
pub fn lines(name: &str, command: &mut Command, mut each: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut running = Running::start(name, command.stdout(Stdio::piped()))?;
    if let Some(stdout) = running.child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            each(&String::from_utf8_lossy(
                &line.with_context(|| format!("reading {name}"))?,
            ));
        }
    }
    running.wait()
}

/// Runs to the end and returns its stdout; stderr goes through.
///
/// # Errors
/// When it cannot be started, or ends badly.
pub fn output(name: &str, command: &mut Command) -> Result<String> {
    let mut running = Running::start(name, command.stdout(Stdio::piped()))?;
    let mut text = String::new();
    if let Some(mut stdout) = running.child.stdout.take() {
        stdout
            .read_to_string(&mut text)
            .with_context(|| format!("reading {name}"))?;
    }
    ended(name, running.wait()?)?;
    Ok(text)
}

/// # Errors
/// When the status is not success.
pub fn ended(name: &str, status: ExitStatus) -> Result<()> {
    match (status.code(), status.signal()) {
        (Some(0), _) => Ok(()),
        (Some(code), _) => bail!("{name} ended with {code}"),
        (None, signal) => bail!("{name} was ended by signal {}", signal.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stopping_ends_the_whole_group_with_the_signal_asked_for() {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "sleep 60 & echo $!; wait"])
            .stdout(Stdio::piped());
        let mut running = Running::start("sh", &mut shell).expect("sh");
        let mut line = String::new();
        BufReader::new(running.child.stdout.take().expect("stdout"))
            .read_line(&mut line)
            .expect("the sleeper's id");
        let status = running
            .stop("TERM", Duration::from_secs(5))
            .expect("it ends without being killed");
        assert_eq!(status.signal(), Some(SIGTERM));
        // The signal reaches every member, but each dies in its own time.
        let running = || {
            std::fs::read_to_string(format!("/proc/{}/stat", line.trim()))
                .is_ok_and(|stat| !stat.contains(" Z "))
        };
        let given_up = Instant::now() + Duration::from_secs(10);
        while running() && Instant::now() < given_up {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(!running(), "the sleeper still runs");
    }
}
