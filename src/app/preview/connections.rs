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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};

    use axum::routing::get;

    use super::*;

    /// A server with one page, and its address.
    fn server() -> SocketAddr {
        let (said, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
                said.send(listener.local_addr().unwrap()).unwrap();
                serve(listener, Router::new().route("/", get(|| async { "页" }))).await
            })
        });
        heard.recv().unwrap()
    }

    /// Whether a page is answered.
    fn asks(mut connection: &TcpStream) -> bool {
        let asked = connection.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        let mut answer = [0; 1000];
        let read = asked.and_then(|()| connection.read(&mut answer));
        read.is_ok_and(|length| answer[..length].starts_with(b"HTTP/1.1 200"))
    }

    #[test]
    fn a_silent_connection_makes_room_for_a_new_one() {
        let address = server();
        let open = || TcpStream::connect(address).unwrap();
        let mut all: Vec<TcpStream> = (0..limits::CONNECTIONS).map(|_| open()).collect();
        // As many as are allowed: the last and the first are answered.
        assert!(asks(&all[limits::CONNECTIONS - 1]));
        assert!(asks(&all[0]));
        // One more: the oldest that said nothing ends.
        let more = open();
        assert!(asks(&more));
        assert_eq!(all[1].read(&mut [0]).unwrap_or(0), 0);
        assert!(asks(&all[0]) && asks(&all[2]));
    }

    #[test]
    fn the_head_of_a_request_has_its_time() {
        let mut connection = TcpStream::connect(server()).unwrap();
        connection.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
        let mut answer = Vec::new();
        let _ = connection.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
}
