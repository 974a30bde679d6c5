//! The arguments, and the text of `--help`.
//!
//! The token is not an argument: every process of the machine can see arguments, and the shell keeps
//! them in its history.

use std::path::PathBuf;

use clap::{Parser, Subcommand, value_parser};

/// The base URL of the real service.
pub(super) const KOOK: &str = "https://www.kookapp.cn";

const AFTER_HELP: &str = "\
Without a command:
  With KOOK_TOKEN or --base-url, lists the chats. With neither, takes a tour:
  starts an embedded KOOK on a loopback port and calls every endpoint of it.

Environment:
  KOOK_TOKEN  The token of a bot. It can be left out if the base URL is on this
              machine: then the demo token is sent, which `kook serve` accepts
              unless it was started with a KOOK_TOKEN.
  TZ          The time zone of the times shown, if not the system's.

Exit status:
  0 on success, 1 if a call failed, 2 if the arguments were wrong.";

/// KOOK's private chats on the command line
#[derive(Parser)]
#[command(name = "kook", version, after_help = AFTER_HELP)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// The base URL of the service, instead of https://www.kookapp.cn
    #[arg(long, global = true, value_name = "URL")]
    pub(super) base_url: Option<String>,

    /// Print JSON, with times in milliseconds, as KOOK sends it
    #[arg(long, global = true)]
    pub(super) json: bool,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// List, view, open and remove private chats
    #[command(subcommand)]
    Chats(Chats),

    /// Print what happens in the chats of an embedded KOOK, until Ctrl-C
    ///
    /// With neither KOOK_TOKEN nor --base-url, that is one in which chats are
    /// opened and removed all the time, and which restarts now and then.
    Watch,

    /// Download a file; what an earlier run has of it is not asked for again
    Download {
        /// The address of the file
        url: String,

        /// The file to write
        file: PathBuf,
    },

    /// Show what the client does, on an embedded KOOK
    Demo {
        /// A burst of calls against a server that enforces rate limits; the tour without it
        #[arg(long)]
        limits: bool,
    },

    /// Print the description of the API in OpenAPI
    Openapi,

    /// Call every endpoint of an embedded KOOK, as without a command
    Tour {
        /// Print the spans of the calls behind it, as a tree
        #[arg(long)]
        trace: bool,
    },

    /// Run the embedded KOOK on a loopback port, until Ctrl-C
    Serve {
        /// The port to listen on; 0 picks a free one
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

#[derive(Subcommand)]
pub(super) enum Chats {
    /// List the chats, the latest message first
    List {
        /// The page to show, counted from 1
        #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..))]
        page: Option<u32>,

        /// The number of chats per page, at most 50
        #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..))]
        page_size: Option<u32>,

        /// List the chats of all pages; with neither KOOK_TOKEN nor --base-url,
        /// those of an embedded KOOK with 5000 chats
        #[arg(long, conflicts_with = "page")]
        all: bool,
    },

    /// Show one chat
    View {
        /// The chat's code, as `list` shows it
        code: String,
    },

    /// Open a chat with a user
    Open {
        /// The user's id
        user: String,
    },

    /// Remove a chat from the list
    Remove {
        /// The chat's code, as `list` shows it
        code: String,
    },
}
