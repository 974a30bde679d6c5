//! Watches the chats of an embedded server. Survives its restart.

use api_core::Retry;

use super::failure::Failure;
use super::printer::Printer;
use super::service::Service;

/// The attempts to come back. With the waits between them, a restart may take some minutes.
const ATTEMPTS: u32 = 30;

/// Prints events until there are no more of them.
pub(super) async fn run(service: &Service, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let failed = |error| service.failed(error);
    let call = service.events.watch(None).retry(Retry::default().attempts(ATTEMPTS));
    let mut events = call.await.map_err(failed)?;
    printer.watching(service.origin())?;
    while let Some(event) = events.next().await {
        printer.event(&event.map_err(failed)?.data)?;
    }
    Ok(())
}
