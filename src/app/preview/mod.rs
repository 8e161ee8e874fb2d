//! `kuaixun serve`: the site in a browser, while it is being written.
//!
//! The plan is held in memory and a page is made when it is asked for, by the very function that
//! `build` uses; nothing is written to disk. One thread looks at the files and compiles
//! ([`turns`]); the server answers from what that thread left ([`Stage`]).

pub mod announce;
mod connections;
pub mod events;
pub mod guard;
pub mod pages;
pub mod server;
pub mod stage;
pub mod turns;

use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use super::args::ServeArgs;
use super::report::language::say;
use super::{report, watch};
use crate::content::Show;
pub use stage::Stage;

/// The port that is tried first.
const PORT: u16 = 1314;

/// Runs the command until the process is ended.
///
/// # Errors
/// What the machine refuses, with its path or port.
pub fn run(args: &ServeArgs) -> Result<ExitCode> {
    let started = Instant::now();
    let shown = !args.no_drafts;
    let options = args.site.options(Show { drafts: shown, scheduled: shown })?;
    let (mut session, watcher) = watch::open(options, args.poll)?;
    let stage = Arc::new(Stage::new(session.root(), Some(watcher.pulse())));
    turns::turn(&mut session, &stage, 0, started);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = listen(args.bind, args.port).await?;
        let address = listener.local_addr()?;
        announce::announce(address);
        if args.open {
            let address = announce::own(address);
            if let Err(error) = open::that_detached(&address) {
                report::refusal(&anyhow::anyhow!(error).context(format!("cannot open {address}")));
            }
        }
        let behind = Arc::clone(&stage);
        std::thread::spawn(move || turns::follow(session, watcher, &behind));
        let guard = guard::Guard::new(address);
        connections::serve(listener, server::router(stage, guard)).await
    })
}

/// Takes the port that was asked for, or the first free one from [`PORT`] on.
async fn listen(ip: IpAddr, port: Option<u16>) -> Result<TcpListener> {
    let given = port.unwrap_or(PORT);
    let candidates = if port.is_some() { given..=given } else { given..=given + 9 };
    let mut refusal = None;
    for port in candidates {
        match TcpListener::bind(SocketAddr::new(ip, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => refusal = Some(error),
        }
    }
    let refusal = refusal.expect("at least one port was tried");
    let address = SocketAddr::new(ip, given).to_string();
    Err(refusal).with_context(|| say("cannot-listen", &[("address", address.into())]))
}
