kuaixun_shard("texts/e4de/0-089ff23e",[["第一条动态","news/first.html","2007-03-05","","","网站开通了。"]])
