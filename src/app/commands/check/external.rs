//! `kuaixun check --external`: whether addresses on other sites still answer.
//!
//! Bounded and polite: it asks each address once, sends one request at a time to each host with a
//! pause between, asks a few hosts side by side, and follows few redirects. Good answers are
//! remembered for a week.

#![expect(clippy::disallowed_methods, reason = "what was good last week lies on the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use ureq::Agent;

use crate::base::{Diagnostic, Span};
use crate::model::{Bulletin, Text};

/// Where good answers are remembered, below the site's folder: an address and a day on each line.
const CACHE: &str = ".kuaixun/links.txt";
/// For how many days good answers are remembered.
const GOOD_FOR: i32 = 7;
/// Hosts asked side by side.
const HOSTS: usize = 8;
/// At most this many addresses are asked in one run.
const MOST: usize = 2000;
/// The pause between two requests to one host.
const PAUSE: Duration = Duration::from_millis(500);
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Asks every address on other sites that the site links to. Answers a finding for each bad one.
pub fn check(bulletin: &Bulletin, root: &Path) -> Vec<Diagnostic> {
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    for text in texts(bulletin) {
        for link in &text.document.body.links {
            let address = link.destination.split('#').next().unwrap_or_default().trim();
            if address.starts_with("http://") || address.starts_with("https://") {
                let span = Span::new(&text.document.path, link.range.clone());
                places.entry(address.to_owned()).or_insert(span);
            }
        }
    }
    let cache = root.join(CACHE);
    let mut good = remembered(&cache, bulletin.today);
    let unknown = places.keys().filter(|address| !good.contains_key(*address)).take(MOST);
    let mut findings = Vec::new();
    for (address, answer) in ask(unknown.cloned().collect()) {
        match answer {
            Ok(()) => drop(good.insert(address, bulletin.today)),
            Err(said) => {
                let finding = Diagnostic::warning("external-link").with("address", &address);
                findings.push(finding.with("said", said).at(places[&address].clone()));
            }
        }
    }
    good.retain(|address, _| places.contains_key(address));
    let lines: Vec<String> =
        good.iter().map(|(address, day)| format!("{address} {day}\n")).collect();
    // If the cache cannot be written, the addresses are asked again next time.
    let _ = cache.parent().map(fs::create_dir_all);
    let _ = fs::write(&cache, lines.concat());
    findings
}

fn texts(bulletin: &Bulletin) -> impl Iterator<Item = &Text> {
    let articles = bulletin.articles.iter().map(|article| &article.text);
    let pages = bulletin.pages.iter().map(|page| &page.text);
    let issues = bulletin.issues.iter().filter_map(|issue| issue.text.as_ref());
    articles.chain(pages).chain(issues)
}

fn remembered(cache: &Path, today: Date) -> BTreeMap<String, Date> {
    let text = fs::read_to_string(cache).unwrap_or_default();
    let entry = |line: &str| {
        let (address, day) = line.split_once(' ')?;
        let day: Date = day.parse().ok()?;
        let age = (today - day).get_days();
        (0..=GOOD_FOR).contains(&age).then(|| (address.to_owned(), day))
    };
    text.lines().filter_map(entry).collect()
}

/// Asks addresses. Answers for each whether it is good, or what is wrong with it.
fn ask(addresses: Vec<String>) -> BTreeMap<String, Result<(), String>> {
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for address in addresses {
        let host = address.split('/').nth(2).unwrap_or_default().to_ascii_lowercase();
        hosts.entry(host).or_default().push(address);
    }
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(5)
        .http_status_as_error(false)
        .user_agent(concat!("kuaixun/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .build();
    let agent = Agent::new_with_config(config);
    let queues: Vec<Vec<String>> = hosts.into_values().collect();
    let (give, take) = channel();
    thread::scope(|scope| {
        for worker in 0..HOSTS.min(queues.len()) {
            let (give, agent) = (give.clone(), agent.clone());
            let mine = queues.iter().skip(worker).step_by(HOSTS);
            scope.spawn(move || {
                for address in mine.flatten() {
                    let _ = give.send((address.clone(), answer(&agent, address)));
                    thread::sleep(PAUSE);
                }
            });
        }
        drop(give);
        take.into_iter().collect()
    })
}

/// Asks one address. It is bad when there is no page (404, 410) or no server. A server that refuses
/// programs, asks for a password or is out of order today is there.
fn answer(agent: &Agent, address: &str) -> Result<(), String> {
    let mut status = agent.head(address).call().map(|answer| answer.status().as_u16());
    if matches!(status, Ok(400..=599)) {
        // Some servers answer requests for the page (GET) only.
        status = agent.get(address).call().map(|answer| answer.status().as_u16());
    }
    match status {
        Ok(status @ (404 | 410)) => Err(format!("HTTP {status}")),
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// A site of its own on this machine: `/gone` is gone, `/shy` answers no HEAD.
    fn server() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut line = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                reader.read_line(&mut line).unwrap();
                let mut header = String::new();
                while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
                    header.clear();
                }
                let status = match line.split(' ').nth(1).unwrap() {
                    "/gone" => "404 Not Found",
                    "/shy" if line.starts_with("HEAD") => "405 Method Not Allowed",
                    _ => "200 OK",
                };
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
        });
        address
    }

    #[test]
    fn what_is_gone_is_told_from_what_is_there() {
        let site = server();
        let nobody = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            format!("http://{}/", listener.local_addr().unwrap())
        };
        let paths = ["/", "/gone", "/shy"].map(|path| format!("{site}{path}"));
        let answers = ask(paths.iter().cloned().chain([nobody.clone()]).collect());
        let good: Vec<bool> = paths.iter().map(|path| answers[path].is_ok()).collect();
        assert_eq!(good, [true, false, true]);
        assert_eq!(answers[&paths[1]], Err("HTTP 404".to_owned()));
        assert!(answers[&nobody].is_err());
    }

    #[test]
    fn good_answers_are_remembered_for_a_week() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("links.txt");
        fs::write(&cache, "http://a.cn/ 2007-12-25\nhttp://b.cn/ 2007-12-01\nnonsense\n").unwrap();
        let known = remembered(&cache, jiff::civil::date(2007, 12, 31));
        assert_eq!(known.keys().collect::<Vec<_>>(), ["http://a.cn/"]);
    }
}
