//! What the compiler says, without what differs from machine to machine or moves with code elsewhere.

/// How the last line of an error begins, where it is about all errors or tells of `--explain`.
const LAST_LINES: [&str; 3] = [
    "error: aborting due to ",
    "Some errors have detailed explanations",
    "For more information about ",
];

/// Takes from a text
///
/// - the folders before a file of the workspace or of the standard library,
/// - the numbers of lines that are not in the file with the mistake,
/// - the space that these numbers had,
/// - the number of implementations that are not shown,
/// - how many errors there were.
pub(crate) fn normal(said: &str) -> String {
    let mut errors: Vec<Vec<String>> = Vec::new();
    let mut is_elsewhere = false;
    for line in said.lines() {
        if LAST_LINES.iter().any(|last| line.starts_with(last)) {
            continue;
        }
        if errors.is_empty() || line.starts_with("error") || line.starts_with("warning") {
            errors.push(Vec::new());
        }
        let line = if let Some((space, arrow, path)) = location(line) {
            let path = shown(path);
            is_elsewhere = path.starts_with('$');
            let path = if is_elsewhere { without_position(&path) } else { &path };
            format!("{space}{arrow}{path}")
        } else if is_elsewhere && is_of_source(line) {
            without_number(line)
        } else {
            is_elsewhere = false;
            without_count(line)
        };
        errors.last_mut().unwrap().push(line.trim_end().to_owned());
    }
    errors.iter_mut().for_each(|error| narrow(error));
    let mut text = errors.into_iter().flatten().collect::<Vec<_>>().join("\n");
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    format!("{}\n", text.trim())
}

/// The parts of a line that names a place: the space before the arrow, the arrow, the place.
fn location(line: &str) -> Option<(&str, &str, &str)> {
    let at = line.find(|char| char != ' ')?;
    let (space, rest) = line.split_at(at);
    let (arrow, place) = rest.split_at_checked(4)?;
    matches!(arrow, "--> " | "::: ").then_some((space, arrow, place))
}

/// A path from the folder of this package, or after the name of a folder that differs.
fn shown(path: &str) -> String {
    let path = path.replace('\\', "/");
    if let Some(here) = path.strip_prefix("tests/ui/") {
        here.to_owned()
    } else if let Some((_, std)) = path.split_once("/library/").filter(|_| path.starts_with('/')) {
        format!("$RUST/{std}")
    } else {
        format!("$WORKSPACE/{path}")
    }
}

/// Without `:line:column`.
fn without_position(path: &str) -> &str {
    path.trim_end_matches(|char: char| char.is_ascii_digit() || char == ':')
}

/// Whether it shows source, or what is below source.
fn is_of_source(line: &str) -> bool {
    let rest = line.trim_start_matches(|char: char| char == ' ' || char.is_ascii_digit());
    rest.starts_with(['|', '.'])
}

fn without_number(line: &str) -> String {
    let end = line.find(|char: char| char != ' ' && !char.is_ascii_digit()).unwrap_or(line.len());
    let (number, source) = line.split_at(end);
    format!("{}{source}", " ".repeat(number.len()))
}

/// `and 12 others` as `and $N others`.
fn without_count(line: &str) -> String {
    let words = line.trim_start().strip_prefix("and ").and_then(|it| it.strip_suffix(" others"));
    match words {
        Some(count) if count.bytes().all(|byte| byte.is_ascii_digit()) => line.replace(count, "$N"),
        _ => line.to_owned(),
    }
}

/// Takes the space before all lines from the first place on that has held numbers which are gone.
fn narrow(error: &mut [String]) {
    let Some(first) = error.iter().position(|line| location(line).is_some()) else { return };
    let rest = &mut error[first..];
    let spare = |line: &String| {
        let kept = line.trim_start();
        let space = line.len() - kept.len();
        let of_place = location(line).map(|_| 1);
        let of_source = kept.starts_with(['|', '=']).then_some(2);
        let of_number = kept.starts_with(|char: char| char.is_ascii_digit()).then_some(0);
        Some(space.saturating_sub(of_place.or(of_source).or(of_number)?))
    };
    let spare = rest.iter().filter_map(spare).min().unwrap_or(0);
    for line in rest {
        if line.starts_with(&" ".repeat(spare)) {
            line.drain(..spare);
        }
    }
}
