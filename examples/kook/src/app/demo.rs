//! `kook demo --limits`: a burst of calls against an embedded server that enforces limits.

use std::future::IntoFuture as _;
use std::io::{IsTerminal as _, stdout};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::base::BaseUrl;
use super::commands::runtime;
use super::failure::Failure;
use super::printer::Printer;
use super::service::Service;
use crate::server::{DEMO_TOKEN, Limits, Received, Server};

/// What the server lets through.
const LIMITS: Limits = Limits { requests: 10, window: Duration::from_millis(500) };
/// The calls of the burst: so many to each of two endpoints.
const VIEWS: u32 = 40;
const LISTS: u32 = 20;
/// The width of the bar.
const BAR: u32 = 24;
/// How often the bar is drawn: on a terminal over itself, and elsewhere below.
const FRAME: Duration = Duration::from_millis(50);
const FRAMES_PER_LINE: u32 = 5;

/// Makes all calls at once, and shows how they wait.
pub(super) fn limits(printer: &mut Printer<'_>) -> Result<(), Failure> {
    let server = Server::limited(0, DEMO_TOKEN, LIMITS)
        .map_err(|error| Failure::other(format!("cannot listen on 127.0.0.1: {error}")))?;
    let base_url = server.base_url();
    let Limits { requests, window } = LIMITS;
    printer.note(&format!(
        "An embedded KOOK at {base_url} lets {requests} requests per endpoint through in {window:?}."
    ))?;
    printer.note(&format!(
        "Calling it {} times at once: {VIEWS} times `view`, and {LISTS} times `list`.\n",
        VIEWS + LISTS
    ))?;
    let service = Service::new(BaseUrl::parse(&base_url)?, None)?;
    let took = runtime()?.block_on(burst(&service, printer))?;
    report(server.received(), took, printer)
}

async fn burst(service: &Service, printer: &mut Printer<'_>) -> Result<Duration, Failure> {
    let chats = &service.chats;
    let page = chats.list(None, None).await.map_err(|error| service.failed(error))?;
    let code = page.items.first().map(|chat| chat.code.clone()).unwrap_or_default();
    // The call before is none of the burst: its window ends first.
    tokio::time::sleep(LIMITS.window).await;
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..VIEWS {
        let view = chats.view(&code).into_future();
        calls.spawn(async { view.await.map(drop) });
    }
    for _ in 0..LISTS {
        let list = chats.list(None, None).into_future();
        calls.spawn(async { list.await.map(drop) });
    }
    let mut frames = interval(FRAME);
    frames.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let (mut done, mut frame) = (0, 0_u32);
    let over_itself = stdout().is_terminal();
    loop {
        tokio::select! {
            ended = calls.join_next() => match ended {
                Some(Ok(result)) => {
                    result.map_err(|error| service.failed(error))?;
                    done += 1;
                }
                Some(Err(_)) => return Err(Failure::other("a call of the burst panicked")),
                None => break,
            },
            _ = frames.tick() => {
                if over_itself || frame % FRAMES_PER_LINE == 0 {
                    printer.progress(&bar(service, done), over_itself)?;
                }
                frame += 1;
            }
        }
    }
    let took = started.elapsed();
    printer.progress(&bar(service, done), over_itself)?;
    printer.note("")?;
    Ok(took)
}

/// The calls that are done, and the bucket that most of the others wait for.
fn bar(service: &Service, done: u32) -> String {
    let all = VIEWS + LISTS;
    let full = done * BAR / all;
    let bar: String = (0..BAR).map(|at| if at < full { '#' } else { '-' }).collect();
    let states = service.chats.client().rate_limits();
    let busiest = states.iter().filter(|state| state.waiting > 0).max_by_key(|state| state.waiting);
    let waits = busiest.map_or_else(String::new, |state| {
        let wait = state.reset_after.unwrap_or_default().as_secs_f64();
        format!("  {} calls wait {wait:.2} s for {}", state.waiting, state.name)
    });
    format!("[{bar}] {done:>2}/{all}{waits}")
}

/// The requests, the refusals, and the time against that of a client which knows everything.
fn report(received: Received, took: Duration, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let Received { accepted, refused, .. } = received;
    let windows = VIEWS.max(LISTS).div_ceil(LIMITS.requests) - 1;
    let ideal = LIMITS.window * windows;
    let none = if refused == 0 { " (none)" } else { "" };
    // One was before the burst.
    let sent = (accepted + refused).saturating_sub(1);
    printer.note(&format!("requests sent  {sent}"))?;
    printer.note(&format!("429s received  {refused}{none}"))?;
    printer.note(&format!(
        "time           {:.2} s, {:.2} times the ideal of {:.2} s",
        took.as_secs_f64(),
        took.as_secs_f64() / ideal.as_secs_f64(),
        ideal.as_secs_f64()
    ))?;
    printer.summary(&json!({
        "sent": sent,
        "refused": refused,
        "milliseconds": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "ideal_milliseconds": u64::try_from(ideal.as_millis()).unwrap_or(u64::MAX),
    }))?;
    Ok(())
}
