"""Time and energy of training by batch on one GPU, into $OUT: runs.csv and power.csv. Made-up data stay on the GPU.

   OUT=FOLDER python3 batches.py [SECONDS]        seconds: of the whole; 470 made the files that ship"""
import csv, os, random, subprocess, sys, time, datetime, torch, torch.nn as nn, torchvision, pynvml
out = os.environ.get("OUT", "/tmp")
budget = float(sys.argv[1]) if len(sys.argv) > 1 else 480
t0 = time.time()
pynvml.nvmlInit(); h = pynvml.nvmlDeviceGetHandleByIndex(0)
name = pynvml.nvmlDeviceGetName(h); name = name.decode() if isinstance(name, bytes) else name
try: joules0 = pynvml.nvmlDeviceGetTotalEnergyConsumption(h); counter = True
except Exception as e: print("no counter:", e); counter = False
def joules(): return pynvml.nvmlDeviceGetTotalEnergyConsumption(h) / 1000 if counter else float("nan")
def stamp(): return datetime.datetime.now().strftime("%Y/%m/%d %H:%M:%S.%f")[:-3]
print(name, torch.__version__, torch.version.cuda, "counter", counter, flush=True)
print(subprocess.run("nvidia-smi; nvidia-smi -q -d POWER,CLOCK | head -60", shell=True, capture_output=True, text=True).stdout, flush=True)
log = open(out + "/power.csv", "w")
smi = subprocess.Popen(["nvidia-smi", "--query-gpu=timestamp,index,power.draw,utilization.gpu,memory.used,clocks.sm,temperature.gpu", "--format=csv", "-lms", "200"], stdout=log)
runs = csv.writer(open(out + "/runs.csv", "w"))
runs.writerow("phase workload precision batch repeat begin end samples time_s energy_j memory_mib".split())
def window(label, workload, precision, batch, repeat, work, seconds):
    torch.cuda.synchronize(); begin = stamp(); j = joules(); t = time.perf_counter(); n = 0
    while time.perf_counter() - t < seconds:
        n += work()
    torch.cuda.synchronize(); dt = time.perf_counter() - t; dj = joules() - j
    runs.writerow([label, workload, precision, batch, repeat, begin, stamp(), n, f"{dt:.4f}", f"{dj:.3f}", torch.cuda.max_memory_allocated() >> 20])
    return n / dt, dj / dt
def idle(label, seconds):
    begin = stamp(); j = joules(); t = time.perf_counter(); time.sleep(seconds)
    runs.writerow([label, "", "", "", "", begin, stamp(), 0, f"{time.perf_counter() - t:.4f}", f"{joules() - j:.3f}", 0])
class Resnet(nn.Module):
    def __init__(s):
        super().__init__(); m = torchvision.models.resnet18(num_classes=10)
        m.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False); m.maxpool = nn.Identity(); s.m = m
    def forward(s, x): return s.m(x)
class Bert(nn.Module):
    def __init__(s, d=768, layers=12, heads=12, vocab=30522, length=128):
        super().__init__(); s.e = nn.Embedding(vocab, d); s.p = nn.Parameter(torch.zeros(1, length, d))
        s.t = nn.TransformerEncoder(nn.TransformerEncoderLayer(d, heads, 4 * d, 0.1, "gelu", batch_first=True), layers, enable_nested_tensor=False)
        s.o = nn.Linear(d, vocab)
    def forward(s, x): return s.o(s.t(s.e(x) + s.p))
cases = [("resnet18-cifar10", "bf16", b) for b in (16, 32, 64, 128, 256, 512, 1024, 2048)] + \
        [("resnet18-cifar10", "tf32", b) for b in (32, 128, 512, 2048)] + \
        [("bert-base-128", "bf16", b) for b in (1, 2, 4, 8, 16, 32, 64, 128)]
torch.backends.cuda.matmul.allow_tf32 = True; torch.backends.cudnn.allow_tf32 = True
idle("idle before a context", 8)
torch.zeros(1, device="cuda"); torch.cuda.synchronize()
idle("idle with a context", 12)
todo = []
for r in range(3):
    block = list(cases); random.Random(r).shuffle(block); todo += [(r, *c) for c in block]
seconds = max(3.0, (budget - 60) / len(todo) - 2.2)
for r, workload, precision, batch in todo:
    if time.time() - t0 > budget - 20: print("budget"); break
    torch.cuda.empty_cache(); torch.cuda.reset_peak_memory_stats()
    if workload.startswith("resnet"):
        model = Resnet().cuda().to(memory_format=torch.channels_last)
        x = torch.randn(batch, 3, 32, 32, device="cuda").to(memory_format=torch.channels_last); y = torch.randint(10, (batch,), device="cuda")
        opt = torch.optim.SGD(model.parameters(), 0.01, 0.9)
    else:
        model = Bert().cuda(); x = torch.randint(30522, (batch, 128), device="cuda"); y = x.clone()
        opt = torch.optim.AdamW(model.parameters(), 1e-4, fused=True)
    torch.backends.cudnn.benchmark = True
    def work():
        for _ in range(5):
            with torch.autocast("cuda", torch.bfloat16, enabled=precision == "bf16"):
                o = model(x); loss = nn.functional.cross_entropy(o.flatten(0, -2), y.flatten())
            opt.zero_grad(set_to_none=True); loss.backward(); opt.step()
        torch.cuda.synchronize()
        return 5 * batch
    t = time.perf_counter()
    while time.perf_counter() - t < 1.5: work()
    rate, watts = window("train", workload, precision, batch, r, work, seconds)
    print(r, workload, precision, batch, f"{rate:.0f}/s {watts:.0f} W", flush=True)
    del model, opt, x, y
idle("idle after", 10)
smi.terminate(); smi.wait(); log.close()
