//! The tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::cargo::{Failure, cargo, code, least, touch};
use crate::copies::{COLD, PROGRAMS, SIDES, WAYS, write, write_programs};

/// Endpoints of the small programs, and of the large.
const FEW: usize = 50;
const MANY: usize = 300;

/// CPU seconds are noisy: each is taken so many times, and the least counts.
const TIMES: usize = 3;

/// What is measured of a way.
struct Cost {
    way: &'static str,
    /// CPU seconds of a release build of the few, of a debug build after an edit, and of a check of
    /// the many.
    release: f64,
    edit: f64,
    check: f64,
    /// Bytes of machine code and milliseconds of all macros, for one endpoint.
    code: f64,
    expansion: f64,
}

pub fn print(target: &Path) -> Result<(), Failure> {
    let few = write(target, FEW)?;
    let many = write(target, MANY)?;
    let target = fs::canonicalize(target)?;
    let built = target.join("target");
    let mut costs = Vec::new();
    for way in WAYS {
        eprintln!("{way}");
        costs.push(measure(way, &few, &many, &built)?);
    }
    table(&costs)?;
    sides(&many, &built)?;
    programs(&few, &many, &built)?;
    dependencies(&few, &target.join("cold"))
}

/// The table of the sides alone.
pub fn print_sides(target: &Path) -> Result<(), Failure> {
    let many = write(target, MANY)?;
    sides(&many, &fs::canonicalize(target)?.join("target"))
}

/// The table of the sides' code alone.
pub fn print_programs(target: &Path) -> Result<(), Failure> {
    let (few, many) = (write(target, FEW)?, write(target, MANY)?);
    programs(&few, &many, &fs::canonicalize(target)?.join("target"))
}

fn measure(way: &'static str, few: &Path, many: &Path, target: &Path) -> Result<Cost, Failure> {
    let package = format!("by-{way}");
    let (program, large) = (few.join(way).join("main.rs"), many.join(way).join("main.rs"));
    let release = |root: &Path, program: &Path| {
        touch(program)?;
        cargo(root, target, &["build", "--release", "-p", &package]).map(drop)
    };
    let binary = target.join("release").join(&package);

    release(many, &large)?; // and what it depends on
    let large_code = code(&binary)?;
    let release = least(TIMES, |_| release(few, &program))?;
    let code = (large_code - code(&binary)?) as f64 / (MANY - FEW) as f64;

    touch(&program)?;
    cargo(few, target, &["build", "-p", &package])?;
    let text = fs::read_to_string(&program)?;
    let edit = least(TIMES, |time| {
        fs::write(&program, text.replacen("/thing7/list", &format!("/thing7/list{time}"), 1))?;
        cargo(few, target, &["build", "-p", &package]).map(drop)
    })?;
    fs::write(&program, text)?;

    let check = check(&package, &large, many, target)?;
    let expansion = expansion(&package, &large, many, target)?;
    Ok(Cost { way, release, edit, check, code, expansion })
}

/// CPU seconds of a check of many endpoints.
fn check(package: &str, program: &Path, root: &Path, target: &Path) -> Result<f64, Failure> {
    // Clean, so with nothing kept from the build before.
    let args = ["check", "-p", package, "--config", "profile.dev.incremental=false"];
    touch(program)?;
    cargo(root, target, &args)?;
    least(TIMES, |_| {
        touch(program)?;
        cargo(root, target, &args).map(drop)
    })
}

/// The sides of a trait, each beside the trait alone.
fn sides(root: &Path, target: &Path) -> Result<(), Failure> {
    println!("| side | check of {MANY}, s | of `side-trait` |");
    println!("| --- | ---: | ---: |");
    let mut alone = None;
    for side in SIDES {
        let program = root.join(side).join("main.rs");
        let seconds = check(&format!("by-{side}"), &program, root, target)?;
        let ratio = seconds / *alone.get_or_insert(seconds);
        println!("| {side} | {seconds:.2} | {ratio:.2} |");
    }
    println!();
    Ok(())
}

/// The code of the sides that have a program.
fn programs(few: &Path, many: &Path, target: &Path) -> Result<(), Failure> {
    println!("| side | code of one, bytes |");
    println!("| --- | ---: |");
    write_programs(few, FEW)?;
    write_programs(many, MANY)?;
    for side in PROGRAMS {
        let package = format!("by-{side}");
        let code_of = |root: &Path| {
            touch(&root.join(side).join("main.rs"))?;
            cargo(root, target, &["build", "--release", "-p", &package])?;
            code(&target.join("release").join(&package))
        };
        let more = code_of(many)? - code_of(few)?;
        println!("| {side} | {:.0} |", more as f64 / (MANY - FEW) as f64);
    }
    println!();
    Ok(())
}

/// Milliseconds of all macros for one of many endpoints, as rustc tells it of itself.
fn expansion(package: &str, program: &Path, root: &Path, target: &Path) -> Result<f64, Failure> {
    let mut least = f64::INFINITY;
    for _ in 0..TIMES {
        touch(program)?;
        let args = ["rustc", "--profile", "check", "-p", package, "--", "-Ztime-passes"];
        let said = cargo(root, target, &args)?;
        let line = said.lines().find(|line| line.ends_with("macro_expand_crate"));
        let seconds = line.and_then(|line| line.split_whitespace().nth(1)).ok_or("no passes")?;
        least = least.min(seconds.trim_end_matches(';').parse()?);
    }
    Ok(least * 1000.0 / MANY as f64)
}

fn table(costs: &[Cost]) -> Result<(), Failure> {
    let of = |way: &str| costs.iter().find(|cost| cost.way == way).ok_or("no such way");
    let (hand, boxed) = (of("hand")?, of("hand-async-trait")?);
    println!(
        "| way | release of {FEW}, s | of `hand` | edit of {FEW}, s | of `hand` | check of {MANY}, \
         s | of `hand-async-trait` | code of one, bytes | of `hand` | macros of one, ms |"
    );
    println!("| --- | {}", "---: | ".repeat(9).trim_end());
    for Cost { way, release, edit, check, code, expansion } in costs {
        println!(
            "| {way} | {release:.2} | {:.2} | {edit:.2} | {:.2} | {check:.2} | {:.2} | {code:.0} \
             | {:.2} | {expansion:.2} |",
            release / hand.release,
            edit / hand.edit,
            check / boxed.check,
            code / hand.code,
        );
    }
    println!();
    Ok(())
}

/// What this library brings besides reqwest, and what the first build of each costs.
fn dependencies(root: &Path, target: &Path) -> Result<(), Failure> {
    println!("| dependencies | crates | first build, s |");
    println!("| --- | ---: | ---: |");
    let mut crates = Vec::new();
    for package in COLD {
        if target.exists() {
            fs::remove_dir_all(target)?;
        }
        let args = ["tree", "-p", package, "--edges", "normal,build", "--prefix", "none"];
        let tree = cargo(root, target, &args)?;
        // As in `bytes v1.2.3 (*)`.
        let names: BTreeSet<String> = tree
            .lines()
            .filter_map(|line| {
                let (name, rest) = line.split_once(" v")?;
                let version = rest.split(' ').next()?;
                (name != package).then(|| format!("{name} {version}"))
            })
            .collect();
        let seconds = least(1, |_| cargo(root, target, &["build", "-p", package]).map(drop))?;
        println!("| {package} | {} | {seconds:.0} |", names.len());
        crates.push(names);
    }
    let [ours, bare] = &crates[..] else { return Ok(()) };
    let more: Vec<&str> = ours.difference(bare).map(String::as_str).collect();
    println!("\nMore than reqwest: {}.", more.join(", "));
    Ok(())
}
