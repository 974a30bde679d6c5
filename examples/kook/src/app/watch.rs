//! Watches the chats of an embedded server. Survives its restart.

use std::io::{self, Write as _};
use std::thread;
use std::time::Duration;

use api_core::Retry;

use super::base::BaseUrl;
use super::commands::{runtime, start};
use super::failure::Failure;
use super::printer::Printer;
use super::service::Service;
use crate::UserChatClient;
use crate::server::{DEMO_TOKEN, Server};

/// The attempts to come back. With the waits between them, a restart may take some minutes.
const ATTEMPTS: u32 = 30;
/// The time between two events of the embedded server, and for which it is down.
const PAUSE: Duration = Duration::from_millis(400);

/// Prints events until there are no more of them. They are watched when `begun` is called.
pub(super) async fn run(
    service: &Service,
    printer: &mut Printer<'_>,
    begun: impl FnOnce(),
) -> Result<(), Failure> {
    let failed = |error| service.failed(error);
    // A wrong address is told soon. Only a server that was there is waited for, some minutes long.
    drop(service.events.watch(None).await.map_err(failed)?);
    let call = service.events.watch(None).retry(Retry::default().attempts(ATTEMPTS));
    let mut events = call.await.map_err(failed)?;
    printer.watching(service.origin())?;
    begun();
    while let Some(event) = events.next().await {
        printer.event(&event.map_err(failed)?.data)?;
    }
    Ok(())
}

/// Watches an embedded server in which something happens all the time, and which restarts now and then.
pub(super) fn embedded(printer: &mut Printer<'_>) -> Result<(), Failure> {
    let server = start(0, DEMO_TOKEN)?;
    let service = Service::new(BaseUrl::parse(&server.base_url())?, None)?;
    let chats = service.chats.clone();
    let begun = || _ = thread::spawn(move || live(server, &chats));
    runtime()?.block_on(run(&service, printer, begun))
}

/// Opens and removes a chat with every stranger, and restarts the server. Ends with the program, or where
/// another program takes the port.
fn live(mut server: Server, chats: &UserChatClient) -> Option<()> {
    let runtime = runtime().ok()?;
    let port = server.address().port();
    loop {
        for (id, _) in server.strangers() {
            thread::sleep(PAUSE);
            let chat = runtime.block_on(async { chats.create(id).await }).ok()?;
            thread::sleep(PAUSE);
            runtime.block_on(async { chats.delete(&chat.code).await }).ok()?;
        }
        thread::sleep(PAUSE);
        drop(server);
        writeln!(io::stderr(), "the server restarts").ok()?;
        thread::sleep(PAUSE);
        server = start(port, DEMO_TOKEN).ok()?;
    }
}
