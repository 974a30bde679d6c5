//! Runs the commands.

use std::fmt::Write as _;
use std::io::{self, Write};

use tokio::runtime::{self, Runtime};

use super::base::BaseUrl;
use super::cli::{Chats, Cli, Command, KOOK};
use super::failure::Failure;
use super::printer::Printer;
use super::service::Service;
use super::token::Token;
use super::trace::Tree;
use super::{all, demo, download, tour, watch};
use crate::description;
use crate::server::{DEMO_TOKEN, Server};

/// Runs the command, or the tour if there is neither a command, a token nor a base URL.
pub(super) fn run(cli: Cli, out: &mut dyn Write) -> Result<(), Failure> {
    let mut printer = Printer::new(out, cli.json);
    let token = Token::from_env()?;
    match cli.command {
        Some(Command::Serve { .. }) if cli.base_url.is_some() => {
            Err(Failure::usage("`serve` takes no --base-url; use --port to choose its address"))
        }
        Some(Command::Openapi) => {
            let text = description().to_json();
            let text = text.map_err(|error| Failure::other(error.to_string()))?;
            Ok(printer.description(&text)?)
        }
        Some(Command::Serve { port }) => serve(port, token.as_ref(), &mut printer),
        Some(Command::Demo { .. }) if cli.base_url.is_some() => {
            Err(Failure::usage("`demo` takes no --base-url; it starts a server of its own"))
        }
        Some(Command::Demo { limits: true }) => demo::limits(&mut printer),
        Some(Command::Demo { limits: false }) => tour::run(&mut printer),
        Some(Command::Tour { .. }) if cli.base_url.is_some() => {
            Err(Failure::usage("`tour` takes no --base-url; it starts a server of its own"))
        }
        Some(Command::Tour { trace: true }) => {
            let tree = Tree::default();
            tree.watch(|| tour::run(&mut printer))?;
            printer.note("\nThe spans of these calls:\n")?;
            tree.lines().iter().try_for_each(|line| printer.note(line))?;
            Ok(())
        }
        Some(Command::Tour { trace: false }) => tour::run(&mut printer),
        Some(Command::Download { url, file }) => {
            runtime()?.block_on(download::run(&url, &file, &mut printer))
        }
        None if token.is_none() && cli.base_url.is_none() => tour::run(&mut printer),
        Some(Command::Chats(Chats::List { page_size, all: true, .. }))
            if token.is_none() && cli.base_url.is_none() =>
        {
            all::embedded(page_size, &mut printer)
        }
        Some(Command::Watch) if token.is_none() && cli.base_url.is_none() => {
            watch::embedded(&mut printer)
        }
        command => {
            let base = BaseUrl::parse(cli.base_url.as_deref().unwrap_or(KOOK))?;
            let service = Service::new(base, token.as_ref())?;
            let chats = match command {
                Some(Command::Watch) => {
                    return runtime()?.block_on(watch::run(&service, &mut printer, || ()));
                }
                Some(Command::Chats(chats)) => chats,
                _ => Chats::List { page: None, page_size: None, all: false },
            };
            runtime()?.block_on(call(&service, chats, &mut printer))
        }
    }
}

/// A runtime of one thread, which is enough for one call after the other.
pub(super) fn runtime() -> Result<Runtime, Failure> {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::other(format!("cannot start the runtime: {error}")))
}

async fn call(service: &Service, command: Chats, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let failed = |error| service.failed(error);
    let chats = &service.chats;
    match command {
        Chats::List { page_size, all: true, .. } => all::run(service, page_size, printer).await?,
        Chats::List { page, page_size, all: false } => {
            printer.page(&chats.list(page, page_size).await.map_err(failed)?)?;
        }
        Chats::View { code } => printer.chat(&chats.view(&code).await.map_err(failed)?)?,
        Chats::Open { user } => printer.opened(&chats.create(&user).await.map_err(failed)?)?,
        Chats::Remove { code } => {
            chats.delete(&code).await.map_err(failed)?;
            printer.removed(&code)?;
        }
    }
    Ok(())
}

fn serve(port: u16, token: Option<&Token>, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let accepted = token.map_or(DEMO_TOKEN, Token::expose);
    let server = start(port, accepted)?;
    let how = how_to_use(&server, token.is_none());
    printer.serving(&server.base_url(), &how)?;
    server.wait();
    Err(Failure::other("the server stopped"))
}

pub(super) fn start(port: u16, token: &str) -> Result<Server, Failure> {
    Server::start(port, token).map_err(|error| {
        // The kind alone, because the system's text ends with an error number.
        let why = match error.kind() {
            io::ErrorKind::AddrInUse => "another program uses this port".to_owned(),
            kind => kind.to_string(),
        };
        Failure::other(format!("cannot listen on 127.0.0.1:{port}: {why}"))
    })
}

fn how_to_use(server: &Server, demo: bool) -> String {
    let base = server.base_url();
    let kook = program();
    let mut text = format!("An embedded KOOK listens on {base} until Ctrl-C.\n\n");
    if demo {
        text.push_str("In another terminal:\n");
    } else {
        text.push_str("In another terminal, with the same KOOK_TOKEN:\n");
    }
    let _ = writeln!(text, "  {kook} --base-url {base} chats list");
    for (id, name) in server.strangers() {
        let _ = writeln!(text, "  {kook} --base-url {base} chats open {id:<10}  # {name}");
    }
    if demo {
        let _ = writeln!(text, "\nIts token, for other clients:\n  {DEMO_TOKEN}");
    }
    text.pop();
    text
}

/// The command that runs this program, for lines to be copied. Under `cargo run`, `kook` is not on the
/// `PATH`; cargo sets the variable `CARGO`.
pub(super) fn program() -> &'static str {
    if std::env::var_os("CARGO").is_some() { "cargo run -q -p kook --" } else { "kook" }
}
