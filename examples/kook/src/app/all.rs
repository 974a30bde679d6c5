//! Walks through all chats, page by page, and shows how far it is.
//!
//! The progress goes to stderr, so that the output can be piped: as a bar on a terminal, as a line for
//! every thousand chats elsewhere.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::base::BaseUrl;
use super::commands::{program, runtime};
use super::failure::Failure;
use super::printer::Printer;
use super::service::Service;
use crate::server::{DEMO_TOKEN, Server};

/// The chats of the embedded server that is walked without a token or a base URL.
const CHATS: u32 = 5_000;
/// The chats between two lines where there is no terminal.
const STEP: u64 = 1_000;

/// Walks through the chats of an embedded server.
pub(super) fn embedded(page_size: Option<u32>, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let server = Server::populated(0, DEMO_TOKEN, CHATS)
        .map_err(|error| Failure::other(format!("cannot start a server: {error}")))?;
    let base_url = server.base_url();
    printer.note(&format!("All chats of an embedded server at {base_url}."))?;
    printer.note("Set KOOK_TOKEN to list those of the real service instead.\n")?;
    let service = Service::new(BaseUrl::parse(&base_url)?, None)?;
    runtime()?.block_on(run(&service, page_size, printer))?;
    printer.note(&format!("\nFor one page of them, run\n  {} chats list --help", program()))?;
    Ok(())
}

/// Walks through the chats of a service.
pub(super) async fn run(
    service: &Service,
    page_size: Option<u32>,
    printer: &mut Printer<'_>,
) -> Result<(), Failure> {
    let mut pages = service.chats.list(None, page_size).pages().prefetch(1);
    let mut chats = Vec::new();
    let mut progress = Progress::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(|error| service.failed(error))?;
        chats.extend(page.items);
        progress.show(chats.len() as u64, page.meta.total)?;
    }
    progress.end();
    printer.chats(&chats)?;
    Ok(())
}

/// How far the walk is.
enum Progress {
    Bar(ProgressBar),
    Lines { shown: u64 },
}

impl Progress {
    fn new() -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines { shown: 0 };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        // What indicatif has for this shows four decimals.
        let rate = |state: &ProgressState, to: &mut dyn fmt::Write| {
            _ = write!(to, "{:.0}", state.per_sec());
        };
        let style = ProgressStyle::with_template("{bar:40} {pos} of {len} chats, {rate} a second");
        let style = style.map(|style| style.with_key("rate", rate));
        Self::Bar(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)))
    }

    fn show(&mut self, done: u64, total: u64) -> io::Result<()> {
        match self {
            Self::Bar(bar) => {
                bar.set_length(total);
                bar.set_position(done);
            }
            Self::Lines { shown } if done / STEP > *shown / STEP || done >= total => {
                *shown = done;
                writeln!(io::stderr(), "{done} of {total} chats")?;
            }
            Self::Lines { .. } => {}
        }
        Ok(())
    }

    fn end(self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
