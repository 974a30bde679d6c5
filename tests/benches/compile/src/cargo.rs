//! cargo, and what it costs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Why nothing was measured.
pub type Failure = Box<dyn std::error::Error>;

/// Builds, in the workspace `root`, to `target`. What rustc said on the way out.
pub fn cargo(root: &Path, target: &Path, args: &[&str]) -> Result<String, Failure> {
    let done = Command::new("cargo")
        .arg("--locked")
        .args(args)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTC_BOOTSTRAP", "1") // for `-Z` alone
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).into_owned() + &said)
    } else {
        Err(format!("cargo {}: {said}", args.join(" ")).into())
    }
}

/// CPU seconds of the processes that `work` started and waited for: the least of so many times.
pub fn least(
    times: usize,
    mut work: impl FnMut(usize) -> Result<(), Failure>,
) -> Result<f64, Failure> {
    let mut least = f64::INFINITY;
    for time in 0..times {
        let before = spent()?;
        work(time)?;
        least = least.min(spent()? - before);
    }
    Ok(least)
}

/// CPU seconds of all children so far, from `/proc/self/stat` (proc_pid_stat(5)): `cutime` and
/// `cstime`, in ticks of 1/100 s.
fn spent() -> Result<f64, Failure> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("no fields")?;
    let ticks: Result<Vec<u64>, _> = fields.split(' ').skip(13).take(2).map(str::parse).collect();
    Ok(ticks?.into_iter().sum::<u64>() as f64 / 100.0)
}

/// Makes a program look as if it had been edited, so that it is built anew.
pub fn touch(path: &Path) -> Result<(), Failure> {
    fs::write(path, fs::read(path)?)?;
    Ok(())
}

/// Bytes of a program's machine code: the section `.text`, as `size` of binutils tells it.
pub fn code(program: &Path) -> Result<u64, Failure> {
    let done = Command::new("size").arg("-A").arg(program).output()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let line = said.lines().find(|line| line.starts_with(".text ")).ok_or("no `.text`")?;
    Ok(line.split_whitespace().nth(1).ok_or("no size")?.parse()?)
}
