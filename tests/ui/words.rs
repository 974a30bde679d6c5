//! The compiler's words without all that changes when other files do: lines of them, and the width of
//! the margin, which has the numbers of lines.

/// The words of all errors of a fixture.
pub(crate) fn words(stderr: &str) -> String {
    let mut errors = Vec::new();
    // With some features a dependency has a `Send` too, and rustc tells them apart by a path.
    let stderr = stderr.replace("std::marker::Send", "Send");
    for line in stderr.lines().map(str::trim_end).filter(|line| !is_a_summary(line)) {
        if line.starts_with("error") || line.starts_with("warning") || errors.is_empty() {
            errors.push(Vec::new());
        }
        errors.last_mut().unwrap().push(line);
    }
    let errors = errors.iter().map(|error| narrowed(&without_foreign_numbers(error)));
    let errors: Vec<_> = errors.map(|error| error.trim_end().to_owned()).collect();
    errors.join("\n\n") + "\n"
}

/// Of rustc's last lines, which count what was said before.
fn is_a_summary(line: &str) -> bool {
    line.starts_with("error: aborting due to")
        || line.starts_with("For more information about")
        || line.starts_with("Some errors have detailed explanations")
}

/// Takes the numbers of lines in files that are no fixtures, and shortens the paths.
fn without_foreign_numbers(error: &[&str]) -> Vec<String> {
    let mut is_foreign = false;
    let lines = error.iter().map(|line| {
        if let Some((margin, arrow, place)) = place(line) {
            let own = place.strip_prefix("tests/ui/");
            is_foreign = own.is_none();
            return format!("{margin}{arrow}{}", own.map_or_else(|| foreign(place), str::to_owned));
        }
        is_foreign &= !is_a_heading(line);
        match numbered(line) {
            Some(margin) if is_foreign => " ".repeat(margin) + &line[margin..],
            _ => without_count(line).unwrap_or_else(|| (*line).to_owned()),
        }
    });
    lines.collect()
}

/// The margin, the arrow and the place of a line that says where an error is.
fn place(line: &str) -> Option<(&str, &'static str, &str)> {
    ["--> ", "::: "].into_iter().find_map(|arrow| {
        let (margin, place) = line.split_once(arrow)?;
        margin.trim().is_empty().then_some((margin, arrow, place))
    })
}

/// A file of the workspace or of the standard library, without line and column.
fn foreign(place: &str) -> String {
    let file = place.rsplitn(3, ':').last().unwrap_or(place);
    match file.split_once("/library/") {
        Some((_, file)) => format!("$RUST/{file}"),
        None => format!("$WORKSPACE/{file}"),
    }
}

/// The line below some of the types that have a trait: the features say how many more there are.
fn without_count(line: &str) -> Option<String> {
    let (margin, count) = line.strip_suffix(" others")?.split_once("and ")?;
    let is_count = margin.trim().is_empty() && count.parse::<u32>().is_ok();
    is_count.then(|| format!("{margin}and $N others"))
}

/// The first line of an error, a note or a help.
fn is_a_heading(line: &str) -> bool {
    line.starts_with(char::is_alphabetic)
}

/// The width of the margin of a line of code, which ends with the line's number.
fn numbered(line: &str) -> Option<usize> {
    let code = line.trim_start().trim_start_matches(|first: char| first.is_ascii_digit());
    let margin = line.len() - code.len();
    (code.starts_with(' ') && line[..margin].ends_with(|last: char| last.is_ascii_digit()))
        .then_some(margin)
}

/// The lines of an error with a margin no wider than the numbers in it need.
fn narrowed(lines: &[String]) -> String {
    let numbers =
        lines.iter().filter_map(|line| numbered(line).map(|margin| line[..margin].trim().len()));
    let needed = numbers.max().unwrap_or(1);
    let width =
        lines.iter().find_map(|line| place(line)).map_or(needed, |(margin, ..)| margin.len());
    let spare = " ".repeat(width.saturating_sub(needed));
    // A message of several lines has no margin.
    let mut is_a_message = true;
    let mut narrow = String::new();
    for line in lines {
        is_a_message = is_a_heading(line)
            || is_a_message && place(line).is_none() && !line.trim_start().starts_with('|');
        let line: &str = line;
        let kept = if is_a_message { None } else { line.strip_prefix(&*spare) };
        narrow.extend([kept.unwrap_or(line), "\n"]);
    }
    narrow
}
