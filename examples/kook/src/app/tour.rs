//! The tour: calls every endpoint of an embedded server over a socket.

use super::base::BaseUrl;
use super::commands::{program, runtime, start};
use super::failure::Failure;
use super::printer::Printer;
use super::service::Service;
use crate::server::DEMO_TOKEN;

/// Starts a server and calls it. The last call is meant to fail.
pub(super) fn run(printer: &mut Printer<'_>) -> Result<(), Failure> {
    let server = start(0, DEMO_TOKEN)?;
    let (user, _) = server
        .strangers()
        .next()
        .ok_or_else(|| Failure::other("the embedded server has no user without a chat"))?;
    let base_url = server.base_url();
    printer
        .note(&format!("A tour of KOOK's private chats, on an embedded server at {base_url}."))?;
    printer.note("Set KOOK_TOKEN to call the real service instead.\n")?;
    let service = Service::new(BaseUrl::parse(&base_url)?, None)?;
    runtime()?.block_on(calls(&service, user, printer))?;
    printer.note("\nThe last call was meant to fail: the chat is gone. For more, run")?;
    printer.note(&format!("  {} --help", program()))?;
    Ok(())
}

async fn calls(service: &Service, user: &str, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let failed = |error| service.failed(error);
    let chats = &service.chats;

    printer.note("> chats.list(None, None)")?;
    printer.page(&chats.list(None, None).await.map_err(failed)?)?;

    printer.note(&format!("\n> chats.create({user:?})"))?;
    let chat = chats.create(user).await.map_err(failed)?;
    printer.opened(&chat)?;

    let code = &chat.code;
    printer.note(&format!("\n> chats.view({code:?})"))?;
    printer.chat(&chats.view(code).await.map_err(failed)?)?;

    printer.note(&format!("\n> chats.delete({code:?})"))?;
    chats.delete(code).await.map_err(failed)?;
    printer.removed(code)?;

    printer.note(&format!("\n> chats.view({code:?})"))?;
    match chats.view(code).await {
        Ok(_) => Err(Failure::other("the removed chat is still there")),
        Err(error) => match error.api() {
            Some(api) => Ok(printer.api_error(api)?),
            None => Err(failed(error)),
        },
    }
}
