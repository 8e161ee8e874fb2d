kuaixun_shard("0/directory-2e9785e1",["","46863cdc"])
