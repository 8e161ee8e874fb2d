//! Takes connections, and ends those that do not end by themselves: browsers and programs that connect and say
//! nothing would take all the descriptors that the system gives us, and the editor's page would not come.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::base::limits;

/// How long we wait before we take a connection again, when the system has refused one.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers requests until the process ends.
pub async fn serve(listener: TcpListener, router: Router) -> ! {
    let open = Arc::new(Open::default());
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let place = Open::enter(&open);
                tokio::spawn(answer(stream, router.clone(), place));
            }
            // Somebody hung up, or there are no descriptors: they come back when others end.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Answers one connection, until it ends or its place is given to another.
async fn answer(stream: TcpStream, router: Router, place: Place) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(|request| {
        place.is_asked();
        router.call(request)
    });
    let mut server = http1::Builder::new();
    let server = server.timer(TokioTimer::new()).header_read_timeout(limits::REQUEST_HEAD);
    let connection = server.serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // That a connection broke is the other side's matter.
        _ = connection => {}
        () = place.end.notified() => {}
    }
}

/// The connections that are open.
#[derive(Default)]
struct Open(Mutex<Connections>);

#[derive(Default)]
struct Connections {
    /// The number of the next one.
    next: u64,
    /// How to end each, by its number, and whether it has asked for anything yet.
    all: BTreeMap<u64, (Arc<Notify>, bool)>,
}

/// The place of a connection among those that are open.
struct Place {
    open: Arc<Open>,
    number: u64,
    end: Arc<Notify>,
}

impl Open {
    /// Makes a place for one more. When there are too many, the oldest that has asked for nothing ends, or
    /// else the oldest: a page that waits for news connects again by itself.
    fn enter(open: &Arc<Self>) -> Place {
        let mut known = open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.all.len() >= limits::CONNECTIONS {
            let silent = known.all.iter().find(|(_, (_, has_asked))| !has_asked);
            let oldest = silent.or_else(|| known.all.first_key_value()).map(|(number, _)| *number);
            if let Some((end, _)) = oldest.and_then(|number| known.all.remove(&number)) {
                end.notify_one();
            }
        }
        let (number, end) = (known.next, Arc::new(Notify::new()));
        known.next += 1;
        known.all.insert(number, (Arc::clone(&end), false));
        Place { open: Arc::clone(open), number, end }
    }
}

impl Place {
    /// Notes that the connection has asked for something.
    fn is_asked(&self) {
        let mut known = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, has_asked)) = known.all.get_mut(&self.number) {
            *has_asked = true;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut known = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.all.remove(&self.number);
    }
}
