//! Tests in a process of their own, because what they look at belongs to a whole process: its
//! memory, or its environment.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::row::Row;
use api_tests::Transport;
use api_tests::tls::Authority;

/// Tells the child that it is one.
const ALONE: &str = "API_TESTS_FAULTS_ALONE";

impl Row {
    /// Whether this is a process for this row alone. If it is not, the row's test has been run in
    /// one that is, with these variables set, and has passed.
    #[track_caller]
    pub(crate) fn is_alone(self, variables: &[(&str, &str)]) -> bool {
        if std::env::var_os(ALONE).is_some() {
            return true;
        }
        let test = self.test.split_once("::").map_or(self.test, |(_binary, test)| test);
        let test = format!("{test}::{}", Transport::current());
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", &*test, "--test-threads=1"]).env(ALONE, "1");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("1 passed"), "{said}");
        false
    }
}

/// Where a process reads what its system trusts, if that is not Windows or of Apple's.
const TRUSTED: &str = "SSL_CERT_FILE";

impl Row {
    /// The same of a process that trusts an authority of its own, and nobody else. Never one where
    /// the system does not let itself be told.
    #[track_caller]
    pub(crate) fn is_alone_with_an_authority(self) -> Option<Authority> {
        if cfg!(any(windows, target_vendor = "apple")) {
            return None;
        }
        let name = format!("{}-{}.pem", self.test.replace("::", "-"), Transport::current());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if std::env::var_os(ALONE).is_none() {
            // Read by the clients that a row makes before its authority: without any certificate, none is made.
            fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/trusted.pem"), &path).unwrap();
        }
        if !self.is_alone(&[(TRUSTED, path.to_str().unwrap())]) {
            return None;
        }
        let authority = Authority::new();
        // Read when a client is made.
        fs::write(path, authority.pem()).unwrap();
        Some(authority)
    }
}

/// The memory of this process at its largest.
pub(crate) struct Memory(Option<usize>);

impl Memory {
    /// Begins to watch. Where the system does not tell, nothing is found wrong.
    pub(crate) fn watch() -> Self {
        // Forgets the largest size so far (proc(5)); if that is not allowed, less is seen.
        _ = fs::write("/proc/self/clear_refs", "5");
        Self(largest())
    }

    /// Checks that it has never been larger than it was, plus so many bytes.
    #[track_caller]
    pub(crate) fn grew_by_less_than(&self, bytes: usize) {
        if let (Some(before), Some(after)) = (self.0, largest()) {
            let grown = after.saturating_sub(before);
            assert!(grown < bytes, "by {grown} bytes");
        }
    }
}

fn largest() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
