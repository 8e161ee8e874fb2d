kuaixun_shard("0/directory-cce8a924",["","54c869c5"])
