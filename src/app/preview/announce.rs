//! Where the preview can be seen: printed for people, and as a QR code for their phones.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::app::report;
use crate::app::report::language::say;

/// The address for a browser on this machine.
pub fn own(listening: SocketAddr) -> String {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}/", SocketAddr::new(ip, listening.port()))
}

/// Prints where the site can be seen; on a local network every address, the first as a QR code.
pub fn announce(listening: SocketAddr) {
    report::lines(&own(listening));
    report::lines(&say("saved-shows", &[]));
    if listening.ip().is_loopback() {
        return;
    }
    let all =
        if listening.ip().is_unspecified() { of_this_machine() } else { vec![listening.ip()] };
    let outside = all.into_iter().filter(|ip| !ip.is_loopback());
    let addresses: Vec<String> =
        outside.map(|ip| format!("http://{}/", SocketAddr::new(ip, listening.port()))).collect();
    for address in &addresses {
        report::lines(address);
    }
    if let Some(code) = addresses.first().and_then(|address| QrCode::new(address).ok()) {
        report::lines(&code.render::<Dense1x2>().build());
    }
}

/// The addresses of this machine: IPv4 before IPv6, loopback addresses last. Link-local ones are
/// left out: they need a zone, which a browser cannot give.
pub fn of_this_machine() -> Vec<IpAddr> {
    let is_link_local = |ip: &IpAddr| match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let mut all: Vec<IpAddr> = interfaces.iter().map(if_addrs::Interface::ip).collect();
    all.retain(|ip| !is_link_local(ip));
    all.sort_by_key(|ip| (ip.is_loopback(), ip.is_ipv6()));
    all
}
