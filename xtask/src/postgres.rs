//! A private PostgreSQL for the tests: own folder, free port, unprivileged user, gone when dropped.

use crate::paths::{is_executable, on_path};
use crate::proc::Running;
use crate::setup::unprivileged_user;
use anyhow::{Context, Result, bail};
use std::fs::{DirBuilder, File};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const PREFIX: &str = "guildhall-pg-";

/// The running cluster.
pub struct Postgres {
    server: Running,
    folder: Folder,
    port: u16,
    programs: PathBuf,
}

/// Removed with everything in it when dropped.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The folder that holds `initdb` and `postgres`: beside the one on PATH, else Debian's newest.
pub fn programs() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        ["initdb", "postgres"]
            .iter()
            .all(|p| is_executable(&folder.join(p)))
    };
    let from_path = on_path(&["postgres"])
        .and_then(|p| p.parent().map(Path::to_path_buf))
        .filter(complete);
    from_path.or_else(|| {
        let installed = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let mut versions: Vec<(u32, PathBuf)> = installed
            .filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin"))))
            .filter(|(_, folder)| complete(folder))
            .collect();
        versions.sort();
        versions.pop().map(|(_, folder)| folder)
    })
}

impl Postgres {
    /// Makes and starts a cluster, and waits until it answers.
    ///
    /// # Errors
    /// When there is no PostgreSQL, or it does not start: with its last words.
    pub fn start() -> Result<Self> {
        sweep();
        let programs = programs().context("no PostgreSQL: apt-get install postgresql")?;
        let user = unprivileged_user();
        let folder = Folder(std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id())));
        DirBuilder::new()
            .mode(0o700)
            .create(&folder.0)
            .with_context(|| format!("cannot create {}", folder.0.display()))?;
        if let Some((uid, gid)) = user {
            chown(&folder.0, Some(uid), Some(gid)).context("handing the folder to the unprivileged user")?;
        }
        init(&programs, &folder.0, user)?;
        let mut last = None;
        for _ in 0..3 {
            let port = TcpListener::bind("127.0.0.1:0")
                .and_then(|l| l.local_addr())
                .context("no free port")?
                .port();
            match serve(&programs, &folder.0, user, port) {
                Ok(server) => {
                    return Ok(Self {
                        server,
                        folder,
                        port,
                        programs,
                    });
                }
                Err(error) => last = Some(error),
            }
        }
        Err(last.context("PostgreSQL did not start")?)
    }

    /// The superuser's URL; tests create their databases through it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// A new empty database, and its URL.
    ///
    /// # Errors
    /// When there is one of this name.
    pub fn database(&self, name: &str) -> Result<String> {
        let mut create = Command::new(self.psql());
        create.args([&self.url(), "-qc", &format!("CREATE DATABASE {name}")]);
        crate::proc::run("psql", &mut create)?;
        Ok(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port))
    }

    /// The client beside the server, for whoever has no driver (the browser tests).
    pub fn psql(&self) -> PathBuf {
        Some(self.programs.join("psql"))
            .filter(|p| is_executable(p))
            .unwrap_or_else(|| "psql".into())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // QUIT: nothing in it is worth a checkpoint.
        self.server.stop("QUIT", Duration::from_secs(10));
        remove_patiently(&self.folder.0);
    }
}

/// Backends notice the end of the postmaster a moment later and may still hold files.
fn remove_patiently(folder: &Path) {
    for _ in 0..20 {
        if std::fs::remove_dir_all(folder).is_ok() || !folder.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// As the unprivileged user, in English, out of our working directory (which it may not be able to enter).
fn command(program: &Path, folder: &Path, user: Option<(u32, u32)>) -> Command {
    // Should xtask itself be killed, the kernel stops the server for it.
    let mut command = match on_path(&["setpriv"]) {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "QUIT", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("PGDATA");
    command
}

/// ICU collation where the build has it: it orders text differently from bytes, so a query that forgets to say
/// `COLLATE "C"` is found here and not at a customer.
fn init(programs: &Path, folder: &Path, user: Option<(u32, u32)>) -> Result<()> {
    let log = folder.join("initdb.log");
    let attempt = |locale: &[&str]| -> Result<()> {
        let data = folder.join("data");
        let _ = std::fs::remove_dir_all(&data);
        let file = File::create(&log).context("initdb.log")?;
        let mut initdb = command(&programs.join("initdb"), folder, user);
        initdb
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync",
            ])
            .args(locale);
        initdb
            .arg("--pgdata")
            .arg(&data)
            .stdout(file.try_clone()?)
            .stderr(file);
        crate::proc::run("initdb", &mut initdb)
    };
    attempt(&["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=und"])
        .or_else(|_| attempt(&["--locale=C.UTF-8"]))
        .with_context(|| tail(&log))
}

fn serve(programs: &Path, folder: &Path, user: Option<(u32, u32)>, port: u16) -> Result<Running> {
    let log = folder.join("postgres.log");
    let file = File::create(&log).context("postgres.log")?;
    let data = folder.join("data");
    // A socket's path must fit 107 bytes; TCP is enough where the temporary folder is deep.
    let sockets = folder.to_str().filter(|p| p.len() < 80).unwrap_or_default();
    let mut postgres = command(&programs.join("postgres"), folder, user);
    postgres
        .arg("-D")
        .arg(&data)
        .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", sockets]);
    for setting in [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=300",
        "shared_buffers=128MB",
        // containers often have a /dev/shm too small for parallel queries
        "dynamic_shared_memory_type=mmap",
    ] {
        postgres.args(["-c", setting]);
    }
    postgres.stdout(file.try_clone()?).stderr(file);
    let mut server = Running::start_service("postgres", &mut postgres)?;
    let until = Instant::now() + Duration::from_secs(60);
    while Instant::now() < until {
        if crate::proc::interrupted() {
            bail!("interrupted");
        }
        // the eighth line of postmaster.pid is the server's own word on its state
        let state = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        if state.lines().nth(7).is_some_and(|l| l.trim() == "ready") {
            return Ok(server);
        }
        if let Ok(Some(_)) = server.child.try_wait() {
            bail!("PostgreSQL ended at once: {}", tail(&log));
        }
        std::thread::sleep(Duration::from_millis(30));
    }
    bail!("PostgreSQL is not ready after a minute: {}", tail(&log))
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
}

/// Folders of runs that were killed.
fn sweep() {
    for entry in std::fs::read_dir(std::env::temp_dir())
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|n| n.strip_prefix(PREFIX))
            .and_then(|n| n.parse::<u32>().ok());
        if owner.is_some_and(|pid| !Path::new("/proc").join(pid.to_string()).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cluster_answers_orders_text_unlike_bytes_and_leaves_nothing() {
        if programs().is_none() {
            println!("no PostgreSQL on this machine");
            return;
        }
        let postgres = Postgres::start().expect("it starts");
        let folder = postgres.folder.0.clone();
        let query = "select string_agg(x, '' order by x) from (values ('b'), ('B'), ('a'), ('A')) t(x)";
        let answer = Command::new(postgres.psql())
            .args([&postgres.url(), "-Atc", query])
            .output()
            .expect("psql");
        let answer = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        assert_eq!(answer.len(), 4, "{answer}");
        assert_ne!(answer, "ABab", "a forgotten COLLATE \"C\" would not be noticed");
        let pid = postgres.server.pid();
        drop(postgres);
        assert!(!folder.exists(), "{} is left", folder.display());
        assert!(
            !Path::new("/proc").join(pid.to_string()).exists(),
            "the server still runs"
        );
    }
}
