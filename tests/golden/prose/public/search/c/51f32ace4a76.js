kuaixun_shard("c/51f32ace4a76","094b9db0")
