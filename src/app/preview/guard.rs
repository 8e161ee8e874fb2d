//! Turns away what is not a reader's request: other methods, and hosts that are not ours.
//!
//! A page somewhere on the web may have its own name point to this machine (DNS rebinding) and then
//! read what is previewed here. Its requests carry that name as their `Host`; ours do not.

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header, uri::Authority};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};

/// The longest address that is answered, in bytes: far more than any page has.
const LONGEST: usize = 4096;

/// Knows by which names this server may be called.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The address listened on; `None` when the server listens on all addresses of this machine.
    own: Option<IpAddr>,
}

impl Guard {
    /// A guard for a server that listens on this address, or on all addresses of this machine.
    pub fn new(listening: SocketAddr) -> Self {
        Self { own: Some(listening.ip()).filter(|ip| !ip.is_unspecified()) }
    }

    /// Whether a request's host is this server: a loopback address, `localhost`, or an address it
    /// listens on. The port is not looked at, since a tunnel may have another.
    fn knows(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        if authority.as_str().contains('@') {
            return false;
        }
        let name = authority.host();
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        match bare.parse::<IpAddr>() {
            Ok(ip) if ip.is_loopback() => true,
            // A machine gets other addresses while it runs.
            Ok(ip) => match self.own {
                Some(own) => own == ip,
                None => super::announce::of_this_machine().contains(&ip),
            },
            Err(_) => bare.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// Lets a reader's request through, and refuses all others.
pub async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow, "only GET and HEAD\n").into_response();
    }
    let uri = request.uri();
    if uri.to_string().len() > LONGEST {
        return (StatusCode::URI_TOO_LONG, "address too long\n").into_response();
    }
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let is_ours = host.is_some_and(|host| guard.knows(host))
        && hosts.next().is_none()
        && uri.authority().is_none_or(|authority| guard.knows(authority.as_str()));
    if !is_ours {
        let text = "this host is not served here; use the address that kuaixun serve prints\n";
        return (StatusCode::MISDIRECTED_REQUEST, text).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_known() {
        let guard = Guard { own: Some("192.168.1.8".parse().unwrap()) };
        for host in ["127.0.0.1:1314", "localhost", "LOCALHOST:80", "[::1]:1314", "192.168.1.8"] {
            assert!(guard.knows(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "a@127.0.0.1",
            "192.168.1.9",
            "0.0.0.0",
            "[::1",
            "127.0.0.1:x:y",
        ] {
            assert!(!guard.knows(host), "{host}");
        }
    }
}
