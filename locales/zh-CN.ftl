# 程序说的话。一条提示一个编号（code）；一个编号有几种说法时，写成“编号_说法”。
# .help 是改法，.near 是猜中原意时的改法，其余的是旁注。

error = 错误
warning = 警告
help = 改法
did-you-mean = 是不是“{ $near }”？

## 网站文件夹与读取

no-config = 这个文件夹里没有 kuaixun.yaml
    .help = 在网站文件夹里建立 kuaixun.yaml，写一行 title: 网站名称
no-content = 没有 content 文件夹，或里面没有文件
    .help = 把文章放进 content/news/；确认 --root 指的是网站文件夹
unreadable = 无法读取 { $path }：{ $said }
    .help = 检查文件的权限，或等占用它的程序关闭
bad-file-name = 文件名无法识别，已略过：{ $path }
    .help = 换一个文件名，可以用汉字、字母和数字
not-an-article = 这个文件像文章，但是文件名不是以 .md 结尾，没有当作文章读：{ $name }
    .help = 改名，以英文的 .md 结尾；记事本另存时“保存类型”选“所有文件”
symlink = 这是符号链接，已略过
    .help = 把文件本身放进来
misplaced = 文件放错了地方，不知道它属于哪里
    .help = 期刊文章放在 content/bulletins/<刊名>/<2007-03>/，动态放在 content/news/，总结放在 content/summaries/，单页放在 content/pages/
not-utf8 = 文件是 { $encoding } 编码，已按它读出
    .help = 在记事本里选“另存为”，编码选 UTF-8
unknown-encoding = 认不出文件的编码（第 { $line } 行起不是 UTF-8）
    .help = 用写它的程序打开，确认文字无误，再选“另存为”，编码选 UTF-8
half-written = 文件不完整，没有写完
    .help = 重新保存或重新传一次这个文件
empty-file = 文件是空的
    .help = 重新保存这篇文章；不要了就删去这个文件

## 文章信息（front matter）

front-matter-missing = 文件开头缺少文章信息（front matter）
    .help = 在第一行写 ---，接着写 title: 标题、date: 2007-03-20，再写一行 ---，然后是正文
front-matter-missing_opening = 文章信息（front matter）前面缺少一行 ---
    .help = 在第一行前面加一行 ---
front-matter-unclosed = 文章信息没有结束：缺少第二行 ---
    .help = 在这一行后面、正文之前，单独写一行 ---
loose-front-matter = 这一行的写法不规范，当作“{ $line }”来读
    .help = 写成 { $line }
full-width-colon = 这里要用英文冒号，后面空一格
    .help = 写成 { $key }: { $value }
duplicate-key = “{ $key }”写了两次
    .help = 只留一行
    .first = 第一次写在这里
yaml-indirection = 值以 { $sign } 开头，在 YAML 里另有意思，这里不允许
    .help = 是文字就加英文引号，例如 "{ $sign }重要通知"
yaml-syntax = 这一行的写法读不懂
    .help = 每行写一个键，英文冒号后空一格，例如 title: 全市科技工作会议召开
yaml-syntax_quote = 这一行的写法读不懂
    .help = 值里有 YAML 的特殊符号时加英文引号：{ $line }
yaml-not-mapping = 这里应当是“键: 值”的形式
    .help = 每行写一个键，英文冒号后空一格，例如 title: 全市科技工作会议召开
value-is-comment = “{ $key }”的值以 # 开头，会被当作注释
    .help = 加上英文引号：{ $key }: "{ $value }"
value-is-comment_cut = “{ $key }”里“ # ”后面的字当作注释，没有读
    .help = 是文字就加英文引号：{ $key }: "{ $value }"；是注释就删去
wrong-type = { $wanted ->
        [list] “{ $key }”的值应当是一个列表，例如 [市科技局, 市地震局]
        [flag] “{ $key }”的值应当是 true 或 false
        [integer] “{ $key }”的值应当是一个整数
        [positive] “{ $key }”的值应当是一个大于 0 的整数
        [mapping] “{ $key }”的值应当是下一级的“键: 值”
        [items] “{ $key }”的值应当是一个列表，每项以“- ”开头
       *[text] “{ $key }”的值应当是一段文字
    }
    .help = { $wanted ->
        [list] 写成 { $key }: [甲, 乙]
        [flag] 写成 { $key }: true 或 { $key }: false
        [integer] 写成 { $key }: 3
        [positive] 写成 { $key }: 20
        [mapping] 在 { $key }: 下面每行缩进两格，写“键: 值”
        [items] 在 { $key }: 下面每行写“  - 名称”
       *[text] 写成 { $key }: 文字；有特殊符号时加英文引号
    }
wrong-type_whole = 这个文件应当是一个列表
    .help = 每项写一行“- name: 名称”
unknown-key = 不认识的键“{ $key }”，已忽略
    .help = 可用的键：{ $known }
bad-date = “{ $value }”不是一个存在的日期
    .help = 写成 2007-03-20；需要时间时写成 2007-03-20 08:30
bad-issue = “{ $value }”不是期号
    .help = 写成 2007-03（2007年第3期），增刊写成 2007-s1
bad-visibility = visibility 不能是“{ $value }”
    .help = 写 public（公开）或 internal（内部）
bad-visibility_empty = visibility 没有写值
attachment-without-file = 附件缺少 file
    .help = 写成 - file: 文件名.xlsx
beyond-limits = 稿件超过 { $most } MB
    .help = 拆成几篇；图片不要贴在文字里，存成文件再引用
beyond-limits_file = 文件超过 { $most } MB：{ $path }
    .help = 换成小一些的：照片另存为 JPEG，影片先压缩，大表分成几个
beyond-limits_yaml = 方括号或花括号套了 { $most } 层以上
    .help = 检查开头的两行 --- 之间有没有一长串 [ 或 {"{"}，删去
beyond-limits_pixels = 图片有 { $pixels } 万像素，超过 { $most } 万：{ $path }
    .help = 用看图软件缩小到宽 4000 像素，再放回来
beyond-limits_side = 图片的一边有 { $pixels } 像素，超过 { $most }：{ $path }
    .help = 用看图软件裁成几张，或者缩小，再放回来
beyond-limits_empty = 图片有 { $pixels } 万像素，里面却几乎什么也没有：{ $path }
    .help = 看看图是不是空白的；不是，用看图软件缩小，再放回来
beyond-limits_unpacked = 附件展开来超过 { $most } MB，查不完里面的隐私号码：{ $path }
    .help = 拆成几个文件
beyond-limits_depth = 引用、列表套了 { $most } 层以上
    .help = 检查有没有一长串 >、- 或 *，删去
beyond-limits_cells = 表格超过 { $most } 格
    .help = 把大表存成 .xlsx 或 .csv，作为附件
beyond-limits_names = { $key } 里有 { $most } 个以上
    .help = 只留要用的几个
beyond-limits_time = 稿件里有解析不完的符号
    .help = 检查有没有成千上万个连着的 [、* 或 `，删去
and-more = 同一种问题（{ $code }）还有 { $count } 处，没有列出
    .help = 改了列出的，再查一次
title-missing = 文章没有标题
    .help = 在开头的两行 --- 之间写一行 title: 标题
date-missing = 文章没有日期
    .help = 在开头的两行 --- 之间写一行 date: 2007-03-20
bad-slug = { $key } 不能是“{ $value }”
    .help = 只用英文字母、数字、- 和 _，例如 science-fair
bad-alias = 旧网址写法有误：{ $alias }
    .help = 从网站根目录写起，例如 /old/2007-cunchuntong.html

## 配置、单位、栏目、主题

site-without-title = 网站没有名称
    .help = 在 kuaixun.yaml 里写一行 title: 网站名称
bad-base-url = “{ $value }”不是网址
    .help = 写成 https://www.example.cn/ 或 https://www.example.cn/kuaixun/
bad-timezone = 没有名为“{ $name }”的时区
    .help = 写成 Asia/Shanghai
bad-audience = audience 不能是“{ $value }”
    .help = 写 public（公开）或 internal（内部）
bad-raw-html = raw_html 不能是“{ $value }”
    .help = 写 sanitise（去掉有害的）、escape（照原样显示）或 trust（原样采用）
bad-edition = editions 里不能有“{ $value }”
    .help = 写 pdf（印刷版）、epub（电子书）、zip（压缩包）或 mail（邮件版）
    .near = 是不是“{ $near }”？可以写 pdf、epub、zip、mail
no-pdf = 这个程序编译时没有带上排版，做不了 PDF
    .help = 改用完整版的程序，或在源代码文件夹里运行 cargo install --path . --features pdf；不做 PDF 就从 editions 里去掉 pdf
bad-layout = layout 不能是“{ $value }”
    .help = 写 redhead（红头）或 newsletter（小报）
missing-font = 这台计算机上没有排印汉字的字体
    .help = Debian、Ubuntu：apt install fonts-noto-cjk；Windows、macOS：系统自带宋体、黑体、仿宋、楷体，请恢复；也可以把字体文件放进网站文件夹的 fonts/（{ $families } 都可以）
unknown-font = 没有名为“{ $name }”的字体
    .help = 写字体的英文名（如 FangSong），或把字体文件放进网站文件夹的 fonts/；fc-list : family 列出系统里的字体
missing-glyph = 没有一种字体有“{ $character }”（{ $code }）这个字：{ $title }
    .help = 换一个字，或把有这个字的字体放进网站文件夹的 fonts/，并写进 kuaixun.yaml 的 print: fonts:
edition-failed = 印刷版排不出来：{ $said }
    .help = 照这句话改主题的 editions/ 模板；没有改过模板的，请把这条消息报告给 kuaixun 的开发者
edition-failed_template = 印刷版的模板 { $template } 第 { $line } 行排不出来：{ $said }
    .help = 照这句话改主题的模板；没有改过模板的，请把这条消息报告给 kuaixun 的开发者
edition-failed_mail = 用主题的 editions/mail.html 和 mail.css 做不出邮件版：{ $said }
    .help = 照这句话改这两个文件；没有改过的，请把这条消息报告给 kuaixun 的开发者
edition-failed_epub = 模板 { $template } 做出来的不是合格的 XHTML，阅读器打不开：{ $said }
    .help = 每个标签都要闭合（<br />），&nbsp; 写成 &#160;，正文里的 & 写成 &amp;
bad-home = home 不能是“{ $value }”
    .help = 写 lead（要闻）、notices（通知）、list（普通栏目）或 none（首页不显示）
column-without-name = 栏目缺少 name
    .help = 每个栏目写一行 name: 栏目名
column-twice = 栏目“{ $name }”列了两次
    .help = 只留一行
unit-without-name = 单位名册里有一项没有 name
    .help = 每个单位写一行 name: 全称
unit-name-twice = “{ $name }”既是“{ $one }”又是“{ $other }”
    .help = 在单位名册里给其中一个换个名字或别名
unknown-unit = 没有登记名为“{ $name }”的单位
    .help = 先登记到 data/units.yaml
    .near = 是不是“{ $near }”？新的单位先登记到 data/units.yaml
unknown-unit_several = “{ $name }”像是几个单位写在一起
    .help = 写成 { $list }
unknown-column = 没有登记名为“{ $name }”的栏目
    .help = 先登记到 kuaixun.yaml 的 columns
    .near = 是不是“{ $near }”？新的栏目先登记到 kuaixun.yaml 的 columns
unknown-theme = 没有主题“{ $name }”
    .help = 建立文件夹 themes/{ $name }/，或写 theme: default
template-not-utf8 = 模板不是 UTF-8 编码
    .help = 另存为 UTF-8
bad-style = 样式表有误
    .help = 改正这里的写法
bad-style_unclosed = 这里的括号或引号没有配对的后一半，后面的样式都会失效
    .help = 补上后一半
bad-style_unopened = 多了一个右括号，它后面的样式都会失效
    .help = 删去这个括号，或补上前一半
bad-style_unreadable = 这里既不是“名称: 值;”，也不是完整的一条规则
    .help = 查一查是不是漏了冒号、分号或大括号；说明文字写进 /* 和 */ 之间
bad-style_unknown = --{ $name } 的值是空的，或引用了没有定义的名称，改用默认主题的值
    .help = 在 :root 里给它一个值，如 --{ $name }: #1c5c45;
template-syntax = 模板写法有误：{ $said }
    .help = 核对这一处的标签和引号；写法见 themes/README.md
template-failed = 模板 { $template } 出错：{ $said }
    .help = 核对模板里的变量名；可用的字段见 themes/README.md
template-failed_pages = 模板 { $template } 出错：{ $said }
    .help = 有{ $pages }个网页这样；核对模板里的变量名；可用的字段见 themes/README.md
bad-asset-name = 主题文件的名字不能用作网址
    .help = 文件名只用英文字母、数字、- _ .
bad-words = 界面用语的文件有误：{ $said }
    .help = 每行写“键: 文字”，存成 UTF-8；键见主题手册
no-words = 没有语言“{ $language }”的界面用语，用中文代替
    .help = 写 { $file }，或写 language: zh-CN

## 刊物与期

unknown-publication = 没有刊物“{ $name }”
    .help = 写 content/bulletins/ 下面的文件夹名
which-publication = 没有写明是哪个刊物的这一期
    .help = 加一行 publication: 刊物（{ $ids }）
two-issues = 文件在 { $folder } 的文件夹里，却写着 { $key }: { $value }
    .help = 删去 { $key } 这一行，或移动文件
issue-twice = { $issue } 这一期有两个文件夹：{ $folders }
    .help = 把它们合成一个文件夹
issue-gap = 期号不连续：{ $issue } 之前缺 { $missing }
    .help = 补上缺的一期，或改正文件夹名里的期号
issue-empty = { $issue } 这一期没有文章
    .help = 把文章放进这个文件夹，或在文章里写 issue: 期号
issue-date-backwards = { $issue } 的日期 { $date } 早于 { $earlier } 的 { $last }
    .help = 改正其中一期的 date

## 网址、链接、图片

duplicate-url = 网址 { $url } 已经用于{ $owner }
    .help = 给其中一个换文件名，或写一行 slug: 另一个名字
    .first = 这里先用了
duplicate-url_own = 网址 { $url } 已经用于网站自己的页面
duplicate-url_attachments = 附件 { $one } 和 { $other } 的网址相同
    .help = 给其中一个换文件名，不要只差大小写
    .first = 这里先用了
url-too-long = 文件夹太深或名字太长，网址超过 150 个字符
    .help = 缩短文件夹名，或写一行 slug: 短名
url-too-long_file = 文件夹太深，网址过长：{ $path }
    .help = 缩短文件夹名或文件名
bad-static-name = static 里的文件名不能用作网址
    .help = static/ 里的文件名只用英文字母、数字、- _ .；汉字文件名的附件放在文章旁边
broken-link = 找不到文件：{ $file }
    .help = 把文件放到文章旁边，写它的文件名（连扩展名）
    .near = 那个文件夹里有“{ $near }”，是不是它？
broken-link_picture = 找不到图片：{ $file }
    .help = 把图片放到文章旁边，写它的文件名（连扩展名）
broken-link_attachment = 找不到附件：{ $file }
    .help = 把附件放到文章旁边，写它的文件名（连扩展名）
broken-link_page = 站内没有这个页面：/{ $address }
    .help = 链到文章时写相对路径，例如 ../2007-04/launch.md
broken-link_bare = 网址前面少了 https://：{ $address }
    .help = 写成 https://{ $address }
broken-anchor = 那篇文章里没有小标题“{ $anchor }”
    .help = # 后面写小标题的文字，空格写成 -
    .near = 是不是“#{ $near }”？
broken-anchor_here = 这篇文章里没有这个小标题：{ $anchor }
    .help = 改成小标题的文字，空格写成 -；不用链接，就删去它
    .near = 是不是“#{ $near }”？
empty-link = 链接没有写去处
    .help = 在括号里写文件名或网址：[文字](文件名.md)
bad-scheme = 不允许“{ $scheme }:”开头的链接
    .help = 只可以链到 http、https、ftp、mailto、tel、sms 等，或站内的文件
    .near = 是不是“{ $near }:”？
bad-scheme_missing = 网址缺少开头：{ $link }
    .help = 写成 https:{ $link }
own-disk = 链接指向自己电脑里的文件：{ $link }
    .help = 把文件放到文章旁边，只写文件名
outside = 链接指到了网站内容以外：{ $path }
    .help = 链到文章写它的文件名，如 ../2007-04/launch.md；附件放到文章旁边，只写文件名；不是链接，就写在两个反引号 ` 之间
active-file = { $file } 不是文档、表格、图片、音像或压缩包，不能作附件：浏览器或服务器可能会运行它
    .help = 换成 PDF、Word 文件或图片；一定要用的，请编辑放进 static/
active-file_drawing = 图 { $file } 里有程序
    .help = 另存成 PNG，或者去掉里面的脚本再用
link-to-hidden = { $reason ->
        [draft] 链接的文章还是草稿，不会发布：{ $path }
        [scheduled] 链接的文章还没到发布日期，不会发布：{ $path }
        [expired] 链接的文章已过期，不会发布：{ $path }
       *[internal] 链接的文章是内部资料，不会发布：{ $path }
    }
    .help = 去掉这个链接，或者发布那篇文章
unknown-picture = 浏览器打不开这种图片：{ $path }
    .help = 用看图软件打开它，另存为 JPEG 或 PNG，再放回来
damaged-picture = 图片是空的，或者不是图片：{ $path }
    .help = 用看图软件打开它，另存为 JPEG 或 PNG，再放回来
damaged-picture_cut = 图片不完整，后面一截没有了
    .help = 重新传一次原来的图片
damaged-picture_unreadable = 图片打不开：{ $said }
picture-says-where = 图片里有拍摄的时间和地点，这种格式去不掉
    .help = 用看图软件打开它，另存为 JPEG，再放回来
html-picture = HTML 里的图片不会显示
    .help = 写成 ![画面内容](文件名.jpg)
extra-cells = 这一行的格子比表头多，多出来的不显示：{ $text }
    .help = 给表头加上一格，下面那行 |---|---| 也加上一格；格子里的竖线写成 \|
picture-in-editions = 印刷版、电子书和邮件版里显示不了这张图片：{ $file }
    .help = 用看图软件打开它，另存为 JPEG 或 PNG，再换上去；不换，那里只有方括号里的说明
picture-in-editions_moves = 这张图片会动，印刷版和邮件版里可能只有第一幅：{ $file }
    .help = 看看第一幅能不能说明问题；不能，换一张不动的图
wide-table = 这个表格太宽，横着印在纸上也要缩到 6.5 磅以下，看不清
    .help = 拆成两个表格，或者把行和列对调，或者把长的数字改用“万”作单位
picture-elsewhere = 图片在别的网站上：{ $address }
    .help = 把图片存到文章旁边，写它的文件名；别的网站会删图、换图，没有网络的读者也看不到
tabbed-lines = 这几行用制表符分栏，网页上会挤在一起
    .help = 做成表格：第一行写 | 单位 | 数量 |，第二行写 |-|-|，以下每行写 | 甲局 | 3 |
code-info = 代码块开头一行里的“{ $info }”不会显示
    .help = 要显示的文字另起一行；``` 后面只写语言，如 ```python
leftover-markup = 这里的 { $sign } 没有起作用，会照原样显示出来
    .help = 链接写 [文字](网址)，图片写 ![说明](文件名)，加粗写 **文字**，脚注另写一行 [^1]: 内容；就要显示它，写在两个反引号 ` 之间
leftover-markup_table = 这几行像表格，没有成为表格，竖线会照样显示
    .help = 表头下面写一行 |---|---|，格数和表头一样多，竖线和减号都用英文的；前面空一行
leftover-markup_fence = 这一段里的 { $sign } 没有起作用，代码会连成一段显示
    .help = ``` 单独写一行，顶格，前面空一行；代码完了再写一行 ```
leftover-markup_open = { $sign } 以后没有结束，后面的正文都成了代码
    .help = 代码写完，另起一行写 { $sign }；不是代码，就删去这一行
leftover-markup_blank = 这里的 { $sign } 没有起作用，会照原样显示出来
    .help = { $sign } 里面紧挨着的空格去掉：写 **文字**，不写 ** 文字 **
leftover-markup_html = 这里的 { $sign } 写在 HTML 标签之间，没有起作用，会照原样显示出来
    .help = 在这一段和上下的 HTML 标签之间各空一行；或者去掉那些标签
leftover-markup_heading = 行首的 { $sign } 没有起作用，会照原样显示出来
    .help = { $sign } 后面加一个空格：写 ## 标题
html-dropped = 标签 <{ $name }> 不能用在稿件里，已去掉
    .help = 删去这个标签，里面的文字会留下；图片写 ![说明](文件名)，文件写 [名称](文件名)，网上的视频写一个链接；只想说到这个标签，就写 `<{ $name }>`
html-dropped_whole = 标签 <{ $name }> 不能用在稿件里，连同里面的文字去掉了
    .help = 里面的文字要留下，就不写标签，直接写；图画存成图片，写 ![说明](文件名)
html-dropped_attribute = <{ $name }> 的 { $attribute } 不起作用，里面的文字照常显示
    .help = 加粗写 **文字**，划去写 ~~文字~~，上标写 <sup>2</sup>，编号打在每一项的开头，不要显示的就删去文字；用不着就删去这个属性
html-dropped_link = HTML 里的这个链接不起作用，只留下文字：{ $address }
    .help = 链到站内的文件，写 [文字](文件名)；链到别的网站，网址写全 https://
html-shown = { $tag } 不是 HTML 标签，照原样显示
    .help = 就要显示它，写成 `{ $tag }`；不要，就删去
html-unclosed = { $tag } 没有结束，后面的内容都会不见
    .help = 注释以 --> 结束，标签以 > 结束，属性的引号要成对
footnote = 脚注 [^{ $label }] 没有人引用，网页上不显示
    .help = 在正文要加注的地方写 [^{ $label }]，或删去这条脚注
footnote_code = 脚注 [^{ $label }] 的引用写在代码里或 HTML 标签之间，没有起作用，这条脚注不显示
    .help = 引用它的那一段行首的空格去掉（四个空格以上是代码），或者去掉反引号，或者在它和 HTML 标签之间各空一行
footnote_twice = 脚注 [^{ $label }] 写了两条，只显示第一条
    .help = 把其中一条改成别的编号，正文里的也照改
underlined-sentence = 一句话下面紧接着画了线，照 Markdown 的规矩上面整段会变成标题；这里当作分隔线
    .help = 要分隔线，就在它上面空一行；要标题，就在标题前面写 ## 和一个空格
indented-code = 缩进四格的这几行当作程序代码显示，但里面有不少汉字
    .help = 是正文，就删去行首的空格；是代码，就在上下各加一行 ```
line-ends = 这一段里有的行没写满就换了行，网页上照样分行
    .help = 要分段，就空一行；不要分行，就把两行接起来；就要分行，在行尾加一个反斜杠 \，不再提示

## 图表

bad-chart = 图表画不出来
    .help = 写法见《写文章》的“图表”一节
bad-chart_kind = 图表画不出来：没有“{ $value }”这种图
    .help = 图的种类写 bar（条形）、line（折线）或 pie（饼）
bad-chart_no-kind = 图表画不出来：没有写是哪种图
    .help = 图的种类写 bar（条形）、line（折线）或 pie（饼）
bad-chart_yaml = 图表画不出来：{ $said }
    .help = 每行写“键: 值”，如 type: bar；或者在 chart 后面写种类和图名，下面写逗号分开的数据
bad-chart_form = 图表画不出来：这一段不是“键: 值”
    .help = 每行写“键: 值”，如 type: bar；或者在 chart 后面写种类和图名，下面写逗号分开的数据
bad-chart_key = 图表画不出来：不认识的键“{ $key }”
    .help = 可以写{ $known }
bad-chart_parts = 图表画不出来：缺少数据，或者写了两样
    .help = 写 data（下面每行“名称: 数”），或者 labels 和 series，两样选一样
bad-chart_series = 图表画不出来：series 的写法有误
    .help = 每一项写成 名称: [数, 数, 数]
bad-chart_name = 图表画不出来：名称不是文字
    .help = 名称要写成文字，有特殊符号时加英文引号
bad-chart_numbers = 图表画不出来：数据不是数
    .help = 数据要写成数
bad-chart_number = 图表画不出来：“{ $value }”不是数
    .help = 只写数字和小数点；单位写在 unit 或第一行
bad-chart_percent = 图表画不出来：“{ $value }”不是数
    .help = 百分号写在单位里
bad-chart_csv = 图表画不出来：{ $said }
    .help = 每行写名称和数，用逗号分开
bad-chart_row = 图表画不出来：“{ $label }”这一行要有{ $wanted }个数
    .help = 每行的数和第一行的名称一样多
bad-chart_empty = 图表画不出来：图里没有数据
    .help = 在第一行下面每行写名称和数，用逗号分开
bad-chart_lengths = 图表画不出来：“{ $label }”有{ $found }个数，应该有{ $wanted }个
    .help = 每组数和 labels 一样多
bad-chart_much = 图表画不出来：数据太多
    .help = 最多{ $most }行、6个系列；其余的写成表格
bad-chart_many = 图表画不出来：一篇里的图表数据太多
    .help = 一篇里的图表总共最多{ $most }个数；其余的写成附件
bad-chart_large = 图表画不出来：数太大
    .help = 换一个单位，例如万元
bad-chart_parts-of-pie = 图表画不出来：饼图分得太细
    .help = 最多{ $most }份，把小的合成“其他”
bad-chart_one-series = 图表画不出来：饼图只能有一组数
    .help = 只留一组，或改成条形图
bad-chart_negative = 图表画不出来：饼图的数不能是负的，也不能全是零
    .help = 改正这些数，或改成条形图

## 校对（check）

id-number = 这里有身份证号码：{ $masked }
    .help = 删去，或者遮住中间的数字，写成 { $masked }
mobile-number = 这里有手机号码：{ $masked }
    .help = 改成办公电话，或者遮住中间四位，写成 { $masked }
bank-card = 这里有银行卡号：{ $masked }
    .help = 删去，或者遮住中间的数字，写成 { $masked }
unit-missing = 没有写供稿单位
    .help = 在开头的两行 --- 之间写一行 unit: 单位名称
date-in-future = 日期 { $date } 还没到（今天是 { $today }）
    .help = 改正日期；要到那天才发布，再写一行 publish: { $date }
date-after-issue = 日期 { $date } 晚于 { $issue } 这一期的 { $issue_date }
    .help = 改正文章或这一期的 date，或把文章放到后面的期
placeholder = 这里还没有填写：{ $text }
    .help = 填上内容，或者删去
unbalanced = { $mark } 没有配对的另一半
    .help = 补上另一半，或者删去这一个
unbalanced_closing = { $mark } 前面没有开头的那一半
    .help = 补上前一半，或者删去这一个
unbalanced_turned = { $mark } 的方向写反了
    .help = 写成 { $right }
empty-pair = { $mark } 里面是空的
    .help = 补上里面的文字，或者删去
empty-pair_call = { $mark } 里面没有字：说的是程序里的函数吗
    .help = 写成半角的 ()，并且写在两个反引号 ` 之间，如 `main()`
doubled-punctuation = 标点重复或连用：{ $text }
    .help = 只留一个
doubled-punctuation_ellipsis = 省略号写成了点：{ $text }
    .help = 写成 ……
doubled-word = 字写重了：{ $text }
    .help = 只留一个
typed-dash = 破折号写成了 { $text }
    .help = 写成 ——
half-width-punctuation = { $count ->
        [1] 汉字旁边用了半角标点 { $mark }
       *[other] 汉字旁边用了半角标点 { $mark } ，这一行共 { $count } 处
    }
    .help = 写成全角的 { $wide }
sequence = 序号不连续：“{ $last }”后面是“{ $found }”
    .help = 应当是“{ $expected }”，或者缺了一段
sequence_repeat = 序号重复或倒退：“{ $last }”后面又是“{ $found }”
    .help = 应当是“{ $expected }”
announced-part = 前面说了“{ $part }”，后面没有这一部分
    .help = 补上这一部分，或者从前面删去
impossible-date = 没有这一天：{ $date }
    .help = 核对日期
wrong-weekday = 日期和星期对不上：{ $date } 是星期{ $right }
    .help = 写成星期{ $right }，或者改正日期
wrong-word = “{ $word }”应当写成“{ $right }”
    .help = 写成“{ $right }”；本来就这样写的，登记到 data/words.yaml 的 right
two-forms = 同一个名称有两种写法：“{ $word }”和“{ $other }”
    .help = 核对是哪一个，统一写法
wrong-sum = 加起来不对：{ $parts } = { $sum }，写的是 { $total }
    .help = 核对总数和各项
wrong-sum_table = “{ $column }”一列加起来是 { $sum }，合计写的是 { $total }
    .help = 核对合计和各行
title-repeated = 正文第一行又写了一遍标题
    .help = 删去正文的这一行；标题写在文头的 title 里，会自动显示
credit-repeated = 文末的署名和自动显示的重复：{ $text }
    .help = 删去这一行；单位和作者写在文头的 unit、author 里，会自动显示
credit-repeated_more = 文末的署名和自动显示的有重复：{ $text }
    .help = 把文头里没有的单位、作者也写进 unit、author，再删去这一行
title-too-long = 标题有 { $length } 个字，列表里一行放不下
    .help = 缩短到 { $most } 个字以内
title-full-stop = 标题末尾不用句号
    .help = 删去“。”
picture-without-alt = 图片没有文字说明
    .help = 在方括号里写画面内容：![画面内容](文件名.jpg)
photo-position = 照片里记着拍摄的地点：{ $path }
    .help = 发布时会去掉；原照片要外传时，先用看图软件另存
photo-position_static = static 里的照片记着拍摄的地点，会原样发布：{ $path }
    .help = 用看图软件另存一份不带位置的，换上去
photo-position_film = 影片里记着拍摄的地点，发布时去不掉：{ $path }
    .help = 手机里先关掉影片的位置再导出，或者用剪辑软件另存一遍
column-empty = 栏目“{ $column }”里没有文章
    .help = 放进文章，或从 kuaixun.yaml 删去这个栏目
column-stale = 栏目“{ $column }”超过 { $days } 天没有更新，最近一篇是 { $latest }
    .help = 更新这个栏目；期限可以在 kuaixun.yaml 里用 update_within 设定
bad-accepted = data/accepted.yaml 看不懂：{ $said }
    .help = 改回原来的样子，或删去它，再运行 kuaixun check --accept
accepted-gone = 认可过的一处问题已经没有了：{ $file } 的 { $code } { $text }
    .help = 运行 kuaixun check --accept，从名单里去掉
lost-url = 发布过的网址没有了：/{ $url }
    .help = 在文章里写 aliases: [/{ $url }]，让旧网址转过来；确实要删，运行 kuaixun check --accept-urls
external-link = 外部网址打不开：{ $address }（{ $said }）
    .help = 在浏览器里打开核对，改成现在的网址，或者去掉链接
bad-allow = 没有名为“{ $code }”的规则
    .help = 规则见 kuaixun explain
bad-allow_reason = 没有写明为什么允许
    .help = 写成 <!-- check: allow { $code } 理由 -->
unknown-rule = 没有名为“{ $code }”的规则
    .help = 规则见 kuaixun explain
bad-level = { $code } 不能是“{ $value }”
    .help = 写 error（错误）、warning（警告）或 off（不查）

check-done = 查了 { $files } 个文件，其中 { $good } 个没有问题：{ $errors } 个错误，{ $warnings } 个警告，用时 { $seconds } 秒。
no-external = 这个程序编译时没有带 external；用 cargo install --path . --all-features 编译一个
check-good = 没有问题：{ $path }
findings-accepted = 已记下 { $count } 处问题：data/accepted.yaml；以后只提示新的
check-accepted = 另有 { $count } 处已经认可，不再提示（data/accepted.yaml）
urls-accepted = 已记下 { $count } 个网址：{ $path }
explain-unknown = 没有编号“{ $code }”
explain-codes = 各编号的说明用 kuaixun explain 编号 查看：

## 新建与列出

init-taken = { $path } 里已经有东西了；换一个空文件夹
init-done = 网站建在 { $path }，第一篇文章是 { $first }。
    接着运行：kuaixun serve --open --root { $path }
init-first-title = 第一条消息
init-first-text = 网站今天建成了。打开这个文件，把这一段改成第一条消息的正文。
new-title = 标题：
new-unit = 供稿单位（Esc 跳过）：
new-column = 栏目（Esc 跳过）：
new-publication = 哪个刊物：
new-cancelled = 没有新建
new-needs-title = 没有标题：写在命令后面，例如 kuaixun new news "春季培训班开班"
new-needs-issue = { $publication } 还没有期：先运行 kuaixun new issue
new-needs-publication = 有几个刊物（{ $ids }）：加上 --publication 刊物
new-bad-name = 这个名字不能用作文件名：{ $path }
new-taken = 已经有这个文件：{ $path }
no-such-path = 网站文件夹里没有：{ $path }
list-date = 日期
list-title = 标题
list-unit = 单位
list-column = 栏目
list-issue = 期号
list-file = 文件
list-url = 网址
list-publication = 刊物
list-cumulative = 总期号
list-articles = 文章
list-group = 分组
list-latest = 最近一篇
list-publish = 发布日期
list-expires = 有效期至

fix-nothing = 没有可以代改的。
fix-converts = { $file }：转成 UTF-8
fix-ask = 照这样改 { $count } 个文件吗？
file-read-only = 文件 { $path } 是只读的，没有改；去掉只读属性再运行一次
file-changed = 文件 { $path } 刚才又被人保存过，没有改；再运行一次
fix-done = 改了 { $count } 个文件。
fix-not-done = 有 { $count } 个文件可以代改，还没有改；加上 --yes 就改。

## 各个键

key-title = 标题
key-date = 日期，如 2007-03-20
key-unit = 供稿单位
key-units = 供稿单位，几个
key-author = 作者
key-authors = 作者，几位
key-column = 栏目
key-tags = 标签
key-summary = 摘要
key-source = 来源，转载时写
key-issue = 进入哪一期，如 2007-03
key-publication = 哪个刊物
key-weight = 在栏目里的顺序，小的在前
key-attachments = 附件
key-draft = 是不是草稿
key-publish = 到这一天才发布
key-expires = 过了这一天不再发布
key-visibility = 公开（public）或内部（internal）
key-slug = 网址的最后一段，只用英文字母、数字、- 和 _
key-aliases = 旧网址，会转到这里
key-extra = 主题用的其他数据
key-publisher = 编印单位、主办单位
key-masthead = 报头的大字
key-classification = 密级或“内部资料 注意保存”
key-first_cumulative = 第一期的总期号
key-copies = 印数
key-recipients = 报、送、发
key-editor = 编辑
key-reviewer = 审核
key-issuer = 签发
key-subtitle = 名称下面的一行
key-description = 一两句介绍
key-language = 内容的语言，如 zh-CN
key-base_url = 网站的地址，如 https://www.example.cn/
key-timezone = 时区，如 Asia/Shanghai
key-theme = 主题
key-audience = 给谁看：public 或 internal
key-per_page = 列表每页几条
key-feed_items = 订阅源几条
key-search = 有没有站内搜索
key-contact = 联系方式
key-site_id_code = 网站标识码
key-icp = ICP备案号
key-police = 公安备案号
key-editions = 每期另外做成什么：pdf、epub、zip、mail
key-print = 印刷：双面、字体
key-layout = 印刷版的版式：redhead 或 newsletter
key-columns = 栏目名单
key-checks = 各条规则的轻重
key-markup = 稿件里的 HTML 怎么处理

## 做完以后

site-done = { $pages } 个页面：写入 { $written } 个文件，未变 { $unchanged } 个，删除 { $removed } 个，用时 { $seconds } 秒；请打开 { $open }
nothing-published = { $count } 个错误，没有发布任何页面。改正后再运行一次。
nothing-new = { $count } 个错误，网页停在出错以前的样子。
nothing-yet = { $count } 个错误，改正后网页自动显示。
verify-good = 完好：{ $count } 个文件都与发布时相同。
verify-bad = 共 { $count } 处与发布时不同，请重新复制一份。
verify-altered = 内容变了：{ $name }
verify-missing = 缺少：{ $name }
verify-added = 发布时没有：{ $name }
verify-unreadable = 读不出来：{ $name }
verify-bad-line = manifest.sha256 里有一行看不懂：{ $name }
verify-cut = ZIP 文件不完整，请重新复制一份。
verify-twice = 同一个名字有两个文件：{ $name }
verify-behind = 压缩包的末尾以外还有别的东西，不是发布时的压缩包。
verify-ambiguous = 压缩包的写法不对，不同的程序可能解压出不同的文件，不要解压：{ $name }
verify-method = 压缩的方法看不懂，请解压以后核对文件夹：{ $name }
verify-large = 压缩包里的文件太多，或者解压出来太大，不是快讯做的，不要解压。
verify-more = 还有 { $count } 处，没有列出。
verify-left-out = 没有核对系统自己放的 { $count } 个文件或文件夹：{ $names }
verify-no-sums = { $path } 里没有 manifest.sha256，无法核对；请给出 kuaixun 做的 ZIP 文件，或者解压它得到的文件夹
other-site = { $path } 里是另一个网站“{ $title }”，没有动它；换一个 --output，确实要换掉它就加上 --force
output-locked = { $path } 不让改：加了锁（chattr），或者是别人的；网站还是原来的。解开锁（chattr -i -a），或者改回自己的，再运行一次
output-is-ours = { $path } 在快讯自己的文件夹 .kuaixun 里，换一个 --output
waits = 另一个 kuaixun（进程 { $holder }）正在写 { $output }，等它写完……
up-to-date = 已更新，{ $milliseconds } 毫秒
page-fails = 这一页现在做不出来：{ $message }
page-fails-title = 出错了
saved-shows = 保存文件后网页自动更新；按 Ctrl+C 结束。
watch-polls = 文件夹太多，系统不能逐个通知：改为每秒查看两次
