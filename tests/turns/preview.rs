//! The preview as a browser meets it: what is answered, what is refused, what is told to open pages.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support;
use crate::support::{Preview, Site};
use kuaixun::content::Look;

fn site() -> Site {
    let site = Site::new();
    site.article("content/news/a.md", "甲", "", "![图](p.svg)\n\n正文。");
    site.article("content/news/b.md", "乙", "draft: true\n", "草稿正文。");
    site.article("content/news/c.md", "丙", "publish: 2008-02-03\n", "定时正文。");
    site.write("content/news/p.svg", "<svg width=\"4\" height=\"3\"></svg>");
    site.write("static/film.mp4", (0..=255).cycle().take(5000).collect::<Vec<u8>>());
    site.write("static/own.html", "<p>自己的网页</p>");
    site
}

fn everywhere() -> Look {
    Look { everywhere: true, ..Look::default() }
}

fn preview(site: &Site) -> Preview {
    let preview = Preview::new(&site.root(), None);
    preview.turn(&mut site.session());
    preview
}

#[test]
fn pages_are_the_published_bytes_and_one_line_more() {
    let site = site();
    site.build();
    let preview = preview(&site);
    support::assert_same(&site.published(), &preview.shown());
    let page = preview.get("/news/a.html");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().ends_with(" defer></script>\n"));
    assert_eq!(preview.get("/").body, preview.get("/index.html").body);
    assert_eq!(preview.get("/news/").body, preview.get("/news/index.html").body);
    let folder = preview.get("/news");
    assert_eq!((folder.status, folder.header("location")), (307, "/news/"));
    assert!(preview.get("/own.html").text().contains("自己的网页"));
}

#[test]
fn files_have_types_tags_and_ranges() {
    let site = site();
    let preview = preview(&site);
    for (path, kind) in [
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/feed.xml", "text/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/news/p.svg", "image/svg+xml; charset=utf-8"),
        ("/film.mp4", "video/mp4"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("access-control-allow-origin"), "");
        let tag = answer.header("etag");
        assert!(!tag.is_empty(), "{path}");
        let again = preview.ask("GET", path, &[("if-none-match", tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    let part = preview.ask("GET", "/film.mp4", &[("range", "bytes=100-199")]);
    assert_eq!((part.status, part.body.len()), (206, 100));
    assert_eq!(part.header("content-range"), "bytes 100-199/5000");
    assert_eq!(part.body[0], 100);
    let beyond = preview.ask("GET", "/film.mp4", &[("range", "bytes=9000-")]);
    assert_eq!(beyond.status, 416);
    let tag = part.header("etag");
    for (header, value, status) in [
        ("if-range", tag, 206),
        // Half of an old film and half of a new one would be no film.
        ("if-range", "\"another\"", 200),
        ("if-match", tag, 206),
    ] {
        let asked = [("range", "bytes=100-199"), (header, value)];
        assert_eq!(preview.ask("GET", "/film.mp4", &asked).status, status, "{header}: {value}");
    }
    for range in ["items=0-1", "bytes=abc", "bytes=0-1,3-4"] {
        assert_eq!(preview.ask("GET", "/film.mp4", &[("range", range)]).status, 200, "{range}");
    }
    let head = preview.ask("HEAD", "/news/a.html", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn what_is_not_yet_public_says_so() {
    let site = site();
    let mut options = site.options();
    options.show = kuaixun::content::Show { drafts: true, scheduled: true };
    let mut session = kuaixun::app::session::Session::open(options);
    let preview = Preview::new(&site.root(), None);
    preview.turn(&mut session);
    assert!(preview.get("/news/b.html").text().contains("草稿，尚未发布"));
    assert!(preview.get("/news/c.html").text().contains("2008年2月3日发布，尚未公开"));
    let list = preview.get("/news/").text();
    assert!(list.contains("<span class=\"ribbon\">草稿</span>"));
    assert!(list.contains("<span class=\"ribbon\">待发布</span>"));
    assert!(!preview.get("/news/a.html").text().contains("尚未"));
}

#[test]
fn a_template_that_fails_is_shown_and_the_last_good_page_stays() {
    let site = site();
    let mut session = site.session();
    let preview = Preview::new(&site.root(), None);
    preview.turn(&mut session);
    assert!(preview.get("/news/a.html").text().contains("正文。"));
    let template = "themes/default/templates/article.html";
    site.write(template, "{{ nothing.at.all }}");
    let look = everywhere();
    session.look(&look);
    preview.turn(&mut session);
    assert!(preview.get("/news/a.html").text().contains("正文。"));
    site.write(template, "{% if %}");
    session.look(&look);
    preview.turn(&mut session);
    let scene = preview.stage().scene();
    assert_eq!(scene.findings[0].code, "template-syntax");
    assert_eq!(preview.get("/news/").status, 200);
}

#[test]
fn old_pages_that_are_not_utf8_say_themselves_what_they_are() {
    let site = site();
    let gbk = b"<meta charset=\"gb2312\"><p>\xc7\xfa\xb8\xb7</p>";
    site.write("static/old/gbk.html", gbk).write("static/old/gbk.txt", b"\xc7\xfa\xb8\xb7");
    site.write("static/new.txt", "曲阜");
    let preview = preview(&site);
    let page = preview.get("/old/gbk.html");
    assert!(page.body.starts_with(gbk));
    assert_eq!(page.header("content-type"), "text/html");
    assert_eq!(preview.get("/old/gbk.txt").header("content-type"), "text/plain");
    assert_eq!(preview.get("/new.txt").header("content-type"), "text/plain; charset=utf-8");
}

#[test]
fn a_template_that_fails_while_it_runs_is_a_mistake_at_once() {
    let site = site();
    site.write("themes/default/templates/article.html", "{{ 1 / 0 }}");
    let mut session = site.session();
    let preview = Preview::new(&site.root(), None);
    for text in ["正文。", "与模板无关的改动。"] {
        site.article("content/news/a.md", "甲", "", text);
        session.look(&everywhere());
        preview.turn(&mut session);
        let scene = preview.stage().scene();
        let codes: Vec<_> = scene.findings.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["template-failed"]);
        assert!(!scene.is_good);
    }
}

#[test]
fn a_page_kept_by_the_browser_is_not_told_old_news() {
    let site = site();
    let mut session = site.session();
    let preview = Preview::new(&site.root(), None);
    preview.turn(&mut session);
    let first = preview.get("/news/a.html");
    site.write("themes/default/assets/x.js", "1");
    session.look(&everywhere());
    preview.turn(&mut session);
    // The page is the same, but not the turn it tells when it asks what happened since.
    let again = preview.ask("GET", "/news/a.html", &[("if-none-match", first.header("etag"))]);
    assert_eq!(again.status, 200);
    assert!(first.text().contains("data-turn=\"1\"") && again.text().contains("data-turn=\"2\""));
}

/// `kuaixun serve` as a process of its own.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(site: &Site) -> Self {
        Self::of(site, Command::new(env!("CARGO_BIN_EXE_kuaixun")))
    }

    fn of(site: &Site, mut program: Command) -> Self {
        let mut process = program
            .args(["serve", "--port", "0", "--today", "2008-01-01", "--root"])
            .arg(site.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Self { process, address }
    }

    /// Sends a request as it is; answers the status line and the rest.
    fn send(&self, request: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let request = request.replace("HOST", &self.address);
        // A server may refuse before it has read all of it.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (status, rest) = answer.split_once("\r\n").unwrap_or((&answer, ""));
        (status.to_owned(), rest.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Requests that no browser sends for a page of the site; `HOST` stands for the server's own.
fn hostile_requests() -> Vec<String> {
    let get = |address: &str| {
        format!("GET {address} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
    };
    let hosted =
        |host: &str| format!("GET /index.html HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let method = |method: &str| {
        format!(
            "{method} /index.html HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    };
    let long = format!("/{}", "a".repeat(100_000));
    vec![
        hosted("Host: evil.example\r\n"),
        hosted("Host: 127.0.0.1.evil.example\r\n"),
        hosted("Host: localhost.evil.example:1314\r\n"),
        hosted("Host: HOST\r\nHost: evil.example\r\n"),
        hosted("Host: user@HOST\r\n"),
        hosted("Host: 192.0.2.1\r\n"),
        hosted(""),
        "GET http://evil.example/index.html HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"
            .to_owned(),
        get("/../secret.txt"),
        get("/%2e%2e/secret.txt"),
        get("/news/%2e%2e/%2e%2e/secret.txt"),
        get("/..%2fsecret.txt"),
        get("/..%5csecret.txt"),
        get("/%252e%252e/secret.txt"),
        get("/%c0%ae%c0%ae/secret.txt"),
        get("//etc/passwd"),
        get("/file:///etc/passwd"),
        get("/C:/Windows/win.ini"),
        get("/index.html%00.txt"),
        get("/etc/passwd"),
        get("/news/host.csv"),
        get("/kuaixun.yaml"),
        get("/content/news/b.md"),
        get("/.kuaixun/manifest"),
        get("/.git/config"),
        get(&long),
        method("POST"),
        method("PUT"),
        method("DELETE"),
        method("OPTIONS"),
        method("TRACE"),
        method("NONSENSE"),
        "GET /index.html HTTP/9.9\r\n\r\n".to_owned(),
        "\u{0}\u{1}\u{2}\r\n\r\n".to_owned(),
    ]
}

#[test]
fn hostile_requests_are_refused_and_none_hangs() {
    let site = site();
    site.write("secret.txt", "不给看");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", site.root().join("static/etc")).expect("a link");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", site.root().join("content/news/host.csv"))
        .expect("a link");
    let server = Server::start(&site);
    let requests = hostile_requests();
    assert!(requests.len() >= 24);
    for request in &requests {
        let (status, rest) = server.send(request);
        let shown = &request[..request.len().min(80)];
        let code: u16 = status.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(400);
        assert!((400..500).contains(&code), "{shown}: {status}");
        assert!(!rest.contains("不给看") && !rest.contains("root:"), "{shown}");
        assert!(!rest.to_ascii_lowercase().contains("access-control"), "{shown}");
    }
    // It still serves those it should.
    let get = |address: &str| {
        format!("GET {address} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
    };
    assert!(server.send(&get("/index.html")).0.contains("200"));
    assert!(server.send(&get("/")).1.contains("测试快讯"));
}

/// A thousand programs that connect and never finish their request, and a server that may have 300 files
/// open: the editor's page comes, and so does what the editor saves.
#[cfg(unix)]
#[test]
fn those_who_say_nothing_keep_nobody_out() {
    let site = site();
    let mut program = Command::new("sh");
    let limited = "ulimit -n 300 && exec \"$0\" \"$@\"";
    program.args(["-c", limited, env!("CARGO_BIN_EXE_kuaixun")]);
    let server = Server::of(&site, program);
    let get = "GET /news/a.html HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n";
    let mut silent = Vec::new();
    for number in 0..1000 {
        let mut stream = TcpStream::connect(&server.address).expect("a connection");
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost:");
        // As many as this process may have open.
        silent.push(stream);
        if silent.len() > 400 {
            silent.remove(0);
        }
        if number % 200 == 199 {
            let text = format!("第{number}次保存");
            site.article("content/news/a.md", "甲", "", &text);
            let is_new = |_: &u32| server.send(get).1.contains(&text);
            // The server may not have seen yet that something was saved.
            assert!((0..100).any(|turn| is_new(&turn)), "after {number}");
        }
    }
}

#[test]
fn a_taken_port_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_kuaixun"))
        .args(["serve", "--port", &port, "--root"])
        .arg(site().root())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(&format!("127.0.0.1:{port}")), "{said}");
}
