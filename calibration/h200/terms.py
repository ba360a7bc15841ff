"""Time, energy and memory on one GPU, into $OUT: terms.csv and power.csv.
1. Training that waits for its input: ResNet-18, batches of 1024, a pause after each batch as if the next one had to be read.
2. Training a part of the parameters: a transformer of Llama-2-7B's shape, 512 tokens a sample: forward passes alone, adapters
   (LoRA of rank 32 on the query and value matrices), attention only, feed-forward only, all. Random weights, made-up tokens.

   OUT=FOLDER python3 terms.py [SECONDS]        seconds: of the whole"""
import csv, datetime, os, random, subprocess, sys, time, traceback
import pynvml, torch, torch.nn as nn, torch.nn.functional as F, torchvision
out = os.environ.get("OUT", "/tmp")
budget = float(sys.argv[1]) if len(sys.argv) > 1 else 470
t0 = time.time()
pynvml.nvmlInit(); h = pynvml.nvmlDeviceGetHandleByIndex(0)
def joules(): return pynvml.nvmlDeviceGetTotalEnergyConsumption(h) / 1000
def stamp(): return datetime.datetime.now().strftime("%Y/%m/%d %H:%M:%S.%f")[:-3]
print(pynvml.nvmlDeviceGetName(h), torch.__version__, torch.version.cuda, flush=True)
print(subprocess.run("nvidia-smi", shell=True, capture_output=True, text=True).stdout, flush=True)
log = open(out + "/power.csv", "w")
smi = subprocess.Popen(["nvidia-smi", "--query-gpu=timestamp,index,power.draw,utilization.gpu,memory.used,clocks.sm,temperature.gpu", "--format=csv", "-lms", "200"], stdout=log)
table = open(out + "/terms.csv", "w"); rows = csv.writer(table)
rows.writerow("what workload trainable batch share repeat begin end samples time_s energy_j memory_mib static_mib trainable_parameters".split())
def window(what, workload, trainable, batch, share, repeat, work, seconds, static=0, count=0):
    torch.cuda.synchronize(); begin = stamp(); j = joules(); t = time.perf_counter(); n = 0
    while time.perf_counter() - t < seconds: n += work()
    torch.cuda.synchronize(); dt = time.perf_counter() - t; dj = joules() - j
    rows.writerow([what, workload, trainable, batch, share, repeat, begin, stamp(), n, f"{dt:.4f}", f"{dj:.3f}", torch.cuda.max_memory_allocated() >> 20, static >> 20, count]); table.flush()
    print(what, trainable, batch, share, repeat, f"{n / dt:.2f}/s {dj / dt:.0f} W {torch.cuda.max_memory_allocated() >> 20} MiB", flush=True)
    return n / dt
torch.backends.cuda.matmul.allow_tf32 = True; torch.backends.cudnn.allow_tf32 = True; torch.backends.cudnn.benchmark = True
torch.zeros(1, device="cuda"); torch.cuda.synchronize()
def sleep():
    time.sleep(0.05); return 0
time.sleep(4); window("waiting", "", "", 0, 0, 0, sleep, 10)

# ---- 1. waiting for input ----
def shares():
    m = torchvision.models.resnet18(num_classes=10); m.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False); m.maxpool = nn.Identity()
    m = m.cuda().to(memory_format=torch.channels_last); b = 1024
    x = torch.randn(b, 3, 32, 32, device="cuda").to(memory_format=torch.channels_last); y = torch.randint(10, (b,), device="cuda")
    opt = torch.optim.SGD(m.parameters(), 0.01, 0.9)
    def step():
        with torch.autocast("cuda", torch.bfloat16): loss = F.cross_entropy(m(x), y)
        opt.zero_grad(set_to_none=True); loss.backward(); opt.step(); torch.cuda.synchronize()
    t = time.perf_counter()
    while time.perf_counter() - t < 3: step()
    t = time.perf_counter(); n = 0
    while time.perf_counter() - t < 2: step(); n += 1
    alone = (time.perf_counter() - t) / n
    print("a batch alone:", alone, flush=True)
    for repeat in range(3):
        order = [1, 0.8, 0.6, 0.4, 0.2, 0.1, 0.05]; random.Random(repeat).shuffle(order)
        for share in order:
            pause = alone / share - alone
            def work():
                step()
                if pause > 0: time.sleep(pause)
                return b
            w = time.perf_counter()
            while time.perf_counter() - w < 1: work()
            window("input", "resnet18-cifar10", "all", b, share, repeat, work, 4)

# ---- 2. a part of the parameters ----
D, L, H, I, V, T = 4096, 32, 32, 11008, 32000, 512
class Linear(nn.Module): # with an adapter, or without
    def __init__(s, i, o, rank=0):
        super().__init__(); s.w = nn.Parameter(torch.empty(o, i, device="cuda", dtype=torch.bfloat16).normal_(0, 0.02))
        s.a = nn.Parameter(torch.empty(rank, i, device="cuda", dtype=torch.bfloat16).normal_(0, 0.02)) if rank else None
        s.b = nn.Parameter(torch.zeros(o, rank, device="cuda", dtype=torch.bfloat16)) if rank else None
    def forward(s, x):
        y = F.linear(x, s.w)
        return y if s.a is None else y + F.linear(F.linear(x, s.a), s.b)
class Norm(nn.Module):
    def __init__(s): super().__init__(); s.g = nn.Parameter(torch.ones(D, device="cuda", dtype=torch.bfloat16))
    def forward(s, x): return F.rms_norm(x, (D,), s.g)
class Block(nn.Module):
    def __init__(s, rank):
        super().__init__(); s.n1, s.n2 = Norm(), Norm()
        s.q, s.k, s.v, s.o = Linear(D, D, rank), Linear(D, D), Linear(D, D, rank), Linear(D, D)
        s.gate, s.up, s.down = Linear(D, I), Linear(D, I), Linear(I, D)
    def forward(s, x):
        n, t, _ = x.shape; y = s.n1(x)
        q, k, v = (m(y).view(n, t, H, D // H).transpose(1, 2) for m in (s.q, s.k, s.v))
        x = x + s.o(F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(n, t, D))
        y = s.n2(x)
        return x + s.down(F.silu(s.gate(y)) * s.up(y))
class Model(nn.Module):
    def __init__(s, rank):
        super().__init__(); s.e = nn.Embedding(V, D, device="cuda", dtype=torch.bfloat16); s.blocks = nn.ModuleList(Block(rank) for _ in range(L)); s.n = Norm(); s.head = Linear(D, V)
    def forward(s, x):
        x = s.e(x)
        for b in s.blocks: x = b(x)
        return s.head(s.n(x))
def choose(model, which):
    for name, p in model.named_parameters():
        part = name.split(".")
        attention, feed = part[-2] in "qkvo", part[-2] in ("gate", "up", "down")
        p.requires_grad_(which == "all" or which == "adapters" and part[-1] in "ab" or which == "attention" and attention or which == "feed-forward" and feed)
    return [p for p in model.parameters() if p.requires_grad]
def parts():
    base = None
    for repeat in range(2):
        for which in ("none", "adapters", "attention", "feed-forward", "all"):
            for batch in (1, 4, 8):
                if time.time() - t0 > budget - 14: print("budget"); return
                try:
                    rank = 32 if which == "adapters" else 0
                    if base is None or base[0] != rank:
                        base = None; torch.cuda.empty_cache(); base = (rank, Model(rank))
                    model = base[1]
                    torch.cuda.empty_cache(); torch.cuda.reset_peak_memory_stats()
                    some = choose(model, which); count = sum(p.numel() for p in some)
                    opt = torch.optim.AdamW(some, 1e-6, fused=True) if some else None
                    x = torch.randint(V, (batch, T), device="cuda")
                    def work():
                        with torch.set_grad_enabled(opt is not None):
                            y = model(x); loss = F.cross_entropy(y.flatten(0, 1).float(), x.flatten())
                        if opt: loss.backward(); opt.step(); opt.zero_grad(set_to_none=True)
                        del y, loss
                        torch.cuda.synchronize(); return batch
                    w = time.perf_counter()
                    while time.perf_counter() - w < 1.5: work()
                    static = torch.cuda.memory_allocated()
                    torch.cuda.reset_peak_memory_stats()
                    window("parts", "llama-7b-512", which, batch, "", repeat, work, 5, static, count)
                except Exception: traceback.print_exc(); sys.stdout.flush()
                for p in model.parameters(): p.grad = None
                opt = some = x = None
try: shares()
except Exception: traceback.print_exc()
torch.cuda.empty_cache()
try: parts()
except Exception: traceback.print_exc()
torch.cuda.empty_cache(); window("waiting", "", "", 0, 0, 1, sleep, 6)
smi.terminate(); smi.wait(); log.close(); table.close()
