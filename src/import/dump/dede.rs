//! Texts of 织梦 (`DedeCMS` 5): `dede_archives` has what is known of them, `dede_addonarticle` their bodies,
//! `dede_arctype` the columns. Other systems made of it have other names before the underscore.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use quick_xml::escape::escape;

use super::export::{Export, left_out, plain};
use super::sql::{Tables, Values};
use crate::import::found::{Entry, Found, Remark, host, time_of};

/// The ends of the names of tables that are read.
pub const TABLES: [&str; 4] = ["_archives", "_addonarticle", "_arctype", "_sysconfig"];

/// The columns of a table that a dump does not describe, as version 5.7 makes them.
const ARCHIVES: [&str; 25] = [
    "id",
    "typeid",
    "typeid2",
    "sortrank",
    "flag",
    "ismake",
    "channel",
    "arcrank",
    "click",
    "money",
    "title",
    "shorttitle",
    "color",
    "writer",
    "source",
    "litpic",
    "pubdate",
    "senddate",
    "mid",
    "keywords",
    "lastpost",
    "scores",
    "goodpost",
    "badpost",
    "voteid",
];
const BODIES: [&str; 4] = ["aid", "typeid", "body", "redirecturl"];
const COLUMNS: [&str; 17] = [
    "id",
    "reid",
    "topid",
    "sortrank",
    "typename",
    "typedir",
    "isdefault",
    "defaultname",
    "issend",
    "channeltype",
    "maxpage",
    "ispart",
    "corank",
    "tempindex",
    "templist",
    "temparticle",
    "namerule",
];
const SETTINGS: [&str; 6] = ["aid", "varname", "info", "groupid", "type", "value"];

/// The address of a page, where its column does not say another.
const RULE: &str = "{typedir}/{Y}/{M}{D}/{aid}.html";

/// A column: its name, its folder, and the rule for the addresses of its pages.
struct Column {
    name: String,
    folder: String,
    rule: String,
    /// Whether not everybody may read it.
    is_internal: bool,
}

/// Reads the sites of a dump: each has names of tables that begin in its own way.
pub fn read(tables: &Tables, zone: &TimeZone) -> Vec<Export> {
    let sites = tables.names().filter_map(|name| name.strip_suffix("_archives"));
    sites.map(|site| site_of(tables, site, zone)).collect()
}

fn site_of(tables: &Tables, site: &str, zone: &TimeZone) -> Export {
    let table = |name: &str| format!("{site}{name}");
    let columns = columns(tables, &table("_arctype"));
    let bodies: BTreeMap<&str, (&str, &str)> = tables
        .rows(&table("_addonarticle"), &BODIES)
        .map(|row| (row.get("aid"), (row.get("body"), row.get("redirecturl"))))
        .collect();
    let setting = |name: &str| {
        let settings = table("_sysconfig");
        let mut rows = tables.rows(&settings, &SETTINGS);
        rows.find(|row| row.get("varname") == name)
            .map(|row| row.get("value").to_owned())
            .unwrap_or_default()
    };
    let address =
        format!("{}/{}", host(&setting("cfg_basehost")), setting("cfg_cmspath").trim_matches('/'));
    let mut export = Export { host: host(&address), ..Export::default() };
    // A text may stand in several dumps; the last one counts.
    let mut rows: BTreeMap<u64, Values<'_>> = BTreeMap::new();
    let mut older = 0;
    for row in tables.rows(&table("_archives"), &ARCHIVES) {
        older += usize::from(rows.insert(row.get("id").parse().unwrap_or(0), row).is_some());
    }
    let (mut deleted, mut others, mut textless) = (0, 0, 0);
    for row in rows.values() {
        if row.get("arcrank") == "-2" {
            deleted += 1;
            continue;
        }
        let Some((body, elsewhere)) = bodies.get(row.get("id")) else {
            let is_article = matches!(row.get("channel"), "" | "1");
            *if is_article { &mut textless } else { &mut others } += 1;
            continue;
        };
        let mut entry = entry(row, columns.get(row.get("typeid")), zone);
        entry.html = pages(body);
        if !elsewhere.is_empty() {
            // It showed another page.
            let address = escape(*elsewhere);
            let _ = write!(entry.html, "<p><a href=\"{address}\">{address}</a></p>");
        } else if plain(body).is_empty() && !body.contains("<img") {
            entry.found.remarks.push(Remark::warning("import-empty"));
        }
        export.entries.push(entry);
    }
    let strange = tables.strange(&table("_archives"), &ARCHIVES)
        + tables.strange(&table("_addonarticle"), &BODIES);
    export.remarks = left_out(&[
        ("recycled", deleted),
        ("no-article", others),
        ("no-text", textless),
        ("older", older),
        ("strange", strange),
    ]);
    if tables.is_cut {
        export.remarks.push(Remark::warning("import-cut"));
    }
    export
}

fn columns<'a>(tables: &'a Tables, table: &str) -> BTreeMap<&'a str, Column> {
    let rows = tables.rows(table, &COLUMNS);
    rows.map(|row| {
        let folder = row.get("typedir").replace("{cmspath}", "").trim_end_matches('/').to_owned();
        let rule = Some(row.get("namerule")).filter(|rule| !rule.is_empty()).unwrap_or(RULE);
        let is_internal =
            row.get("corank").parse().is_ok_and(|rank: i64| rank > 0) || row.get("ishidden") == "1";
        let (name, rule) = (plain(row.get("typename")), rule.to_owned());
        (row.get("id"), Column { name, folder, rule, is_internal })
    })
    .collect()
}

fn entry(row: &Values<'_>, column: Option<&Column>, zone: &TimeZone) -> Entry {
    let id = row.get("id");
    let split = |text: &str, blank: char| -> Vec<String> {
        let text = plain(text);
        let parts = text.split([',', '，', '、', ';', blank]).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    // Names of two words are written in Latin letters.
    let writer = row.get("writer");
    let mut found = Found {
        title: plain(row.get("title")),
        source: plain(row.get("source")),
        authors: split(writer, if writer.is_ascii() { ',' } else { ' ' }),
        tags: split(row.get("keywords"), ' '),
        summary: plain(row.get("description")),
        column: column.map(|column| column.name.clone()).unwrap_or_default(),
        ..Found::default()
    };
    let seconds = row.get("pubdate").parse().ok().filter(|seconds| *seconds > 0);
    let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let moment = moment.map(|moment| zone.to_datetime(moment));
    if let Some(moment) = &moment {
        found.date = Some(moment.date());
        found.time = time_of(moment.time(), "");
    }
    if row.get("arcrank") == "-1" {
        found.remarks.push(Remark::warning("import-was-draft"));
    }
    let is_positive = |name: &str| row.get(name).parse().is_ok_and(|number: i64| number > 0);
    if is_positive("arcrank") || is_positive("money") || column.is_some_and(|one| one.is_internal) {
        found.is_internal = true;
        found.remarks.push(Remark::warning("import-was-internal"));
    }
    for key in ["shorttitle", "flag", "litpic", "typeid2"] {
        let value = row.get(key).trim();
        if !value.is_empty() && value != "0" {
            found.remarks.push(Remark::new("import-lost").with("kind", "key").with("name", key));
            found.extra.insert(key.into(), value.into());
        }
    }
    let mut addresses = Vec::new();
    if let (Some(column), Some(moment)) = (column, &moment) {
        let pairs = [
            ("{typedir}", column.folder.clone()),
            ("{Y}", format!("{:04}", moment.year())),
            ("{M}", format!("{:02}", moment.month())),
            ("{D}", format!("{:02}", moment.day())),
            ("{timestamp}", row.get("pubdate").to_owned()),
            ("{aid}", id.to_owned()),
        ];
        let address =
            pairs.iter().fold(column.rule.clone(), |all, (name, value)| all.replace(name, value));
        // Names by pronunciation are known to the system alone.
        if !address.contains('{') {
            addresses.push(format!("/{}", address.trim_start_matches('/')));
        }
    }
    addresses.push(format!("/plus/view.php?aid={id}"));
    Entry { found, addresses, key: id.to_owned(), ..Entry::default() }
}

/// A body of several pages as one: their titles become headings.
fn pages(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(start) = rest.find("#p#") {
        // The two may share no sign.
        let Some(end) = rest[start + 3..].find("#e#").map(|end| end + 3) else { break };
        out.push_str(&rest[..start]);
        let title = rest[start + 3..start + end].trim();
        if !matches!(title, "" | "分页标题" | "副标题") {
            let _ = write!(out, "<h2>{}</h2>", escape(plain(title)));
        }
        rest = &rest[start + end + 3..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_has_columns_bodies_and_what_was_thrown_away() {
        let dump = "INSERT INTO `x_archives` (id,typeid,arcrank,title,writer,source,pubdate,keywords) VALUES
            (1,5,0,'甲','王强','科技局',1173054600,'培训,农业'),(2,5,-2,'乙','','',1,''),(3,5,-1,'丙','','',0,''),(4,5,0,'丁','','',0,'');
            INSERT INTO `x_addonarticle` VALUES (1,5,'<p>一</p>#p#第二页#e#<p>二</p>','','',''),(2,5,'x#p#e#','','',''),(3,5,'','http://a.example/?b&c','','');
            INSERT INTO `x_arctype` (id,typename,typedir,namerule) VALUES (5,'要闻','{cmspath}/a/news','{typedir}/{Y}/{M}{D}/{aid}.html');
            INSERT INTO `x_sysconfig` VALUES (1,'cfg_basehost','',1,'string','http://www.a.example/');";
        let mut tables = Tables::default();
        super::super::sql(dump.as_bytes(), &mut tables);
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let exports = read(&tables, &zone);
        let export = &exports[0];
        assert_eq!((export.entries.len(), export.remarks.len()), (2, 2));
        assert_eq!(export.host, "www.a.example");
        let first = &export.entries[0];
        assert_eq!(first.found.date.unwrap().to_string(), "2007-03-05");
        assert_eq!(first.found.time, "08:30:00");
        assert_eq!(first.addresses, ["/a/news/2007/0305/1.html", "/plus/view.php?aid=1"]);
        assert_eq!((first.found.column.as_str(), first.found.tags.len()), ("要闻", 2));
        assert_eq!(first.html, "<p>一</p><h2>第二页</h2><p>二</p>");
        let second = &export.entries[1];
        assert!(second.found.date.is_none() && second.found.remarks.len() == 1);
        assert!(second.html.contains("?b&amp;c"));
    }
}
