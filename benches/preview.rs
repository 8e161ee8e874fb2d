//! From save to answer: starts `kuaixun serve` on a generated site, saves a file, and asks for the
//! page until the answer has what was saved.
//!
//! `cargo bench --bench preview -- [--articles N]… [--runs N]`; see `just bench-preview`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[allow(dead_code, reason = "each benchmark uses its own part")]
mod corpus;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use corpus::Size;

fn main() -> std::io::Result<()> {
    let mut sizes = corpus::numbers("--articles");
    if sizes.is_empty() {
        sizes.push(10_000);
    }
    let runs = corpus::numbers("--runs").pop().unwrap_or(15);
    for articles in sizes {
        measure(articles, runs)?;
    }
    Ok(())
}

fn measure(articles: usize, runs: usize) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    corpus::write_kuaixun(folder.path(), Size::of(articles))?;
    // A theme of the site's own, so that there is a template to edit.
    let theme = folder.path().join("themes/default/templates/article.html");
    fs::create_dir_all(theme.parent().expect("a folder"))?;
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    fs::copy(built_in.join("article.html"), &theme)?;
    let started = Instant::now();
    let mut server = Server::start(folder.path())?;
    let first = server.until("/", "</html>");
    println!("{articles} articles");
    println!("  start to first page          {:>7.0} ms", millis(first.duration_since(started)));

    // The newest article: its row is on the first page of the month's and the publication's lists.
    let source = newest(&folder.path().join("content"));
    let name = source.file_stem().expect("a name").to_string_lossy().into_owned();
    let issue = source.parent().and_then(Path::file_name).expect("an issue").to_string_lossy();
    let page = format!("/bulletins/kx/{issue}/{name}.html");
    let text = fs::read_to_string(&source)?;
    let template = fs::read_to_string(&theme)?;
    let title = text.lines().find(|line| line.starts_with("title: ")).expect("a title");

    let body = |mark: &str| fs::write(&source, format!("{text}\n\n正文{mark}。\n"));
    server.time("body edit", runs, &page, body);
    let issue_page = format!("/bulletins/kx/{issue}/index.html");
    let retitle =
        |mark: &str| fs::write(&source, text.replacen(title, &format!("title: 标题{mark}"), 1));
    server.time("title edit, on its list", runs, &issue_page, retitle);
    let retheme = |mark: &str| {
        fs::write(&theme, template.replacen("<article", &format!("{mark}<article"), 1))
    };
    server.time("template edit", runs, &page, retheme);
    Ok(())
}

fn newest(content: &Path) -> PathBuf {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(content)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files.pop().expect("an article")
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A running preview; ended when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(root: &Path) -> std::io::Result<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kuaixun"))
            .args(["serve", "--port", "0", "--today", "2030-01-01", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        // The pipe is read to its end, so that the server never waits for us.
        std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Ok(Self { process, address })
    }

    fn get(&self, page: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let host = &self.address;
        write!(stream, "GET {page} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Asks until the answer has `mark`, and tells when that was.
    fn until(&self, page: &str, mark: &str) -> Instant {
        let deadline = Instant::now() + Duration::from_mins(1);
        loop {
            let answer = self.get(page).unwrap_or_default();
            let now = Instant::now();
            if answer.contains(mark) {
                return now;
            }
            assert!(now < deadline, "{page} never had {mark}: {answer}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn time(
        &mut self,
        what: &str,
        runs: usize,
        page: &str,
        save: impl Fn(&str) -> std::io::Result<()>,
    ) {
        let mut times: Vec<Duration> = (0..runs)
            .map(|run| {
                // A person saves now and then, not a thousand times a second.
                std::thread::sleep(Duration::from_millis(200));
                let mark = format!("记号{what}{run}");
                let started = Instant::now();
                save(&mark).expect("a saved file");
                self.until(page, &mark).duration_since(started)
            })
            .collect();
        times.sort();
        let (median, worst) = (times[runs / 2], times[runs - 1]);
        println!("  {what:<28} {:>7.0} ms (worst {:.0} ms)", millis(median), millis(worst));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
