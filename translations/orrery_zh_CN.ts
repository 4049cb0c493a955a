<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AppModel</name>
    <message>
        <source>Lease held by this app</source>
        <translation>租约由本应用持有</translation>
    </message>
    <message>
        <source>Nobody acts: the lease is free</source>
        <translation>无人执行：租约空闲</translation>
    </message>
    <message>
        <source>Lease held by %1</source>
        <translation>租约由 %1 持有</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) applied</source>
        <translation>
            <numerusform>已应用 %n 个对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scaled to %n replica(s)</source>
        <translation>
            <numerusform>已调整为 %n 个副本</numerusform>
        </translation>
    </message>
    <message>
        <source>Deletion began</source>
        <translation>开始删除</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Log saved</source>
        <translation>日志已保存</translation>
    </message>
    <message>
        <source>The kubeconfig cannot be read now; what was known of it stays. %1</source>
        <translation>现在无法读取 kubeconfig；沿用之前读到的内容。%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 is saved; %n object(s) move</source>
        <translation>
            <numerusform>已保存 %1；%n 个对象将移动</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is saved; nothing moves</source>
        <translation>已保存 %1；没有对象移动</translation>
    </message>
</context>
<context>
    <name>ApplyDialog</name>
    <message>
        <source>Apply manifest</source>
        <translation>应用清单</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Open a manifest</source>
        <translation>打开清单</translation>
    </message>
    <message>
        <source>Manifests (*.yaml *.yml *.json)</source>
        <translation>清单 (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Paste YAML or JSON, or drop a file here</source>
        <translation>粘贴 YAML 或 JSON，或将文件拖放到此处</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>For objects that name none.</source>
        <translation>用于未指定命名空间的对象。</translation>
    </message>
</context>
<context>
    <name>AttentionList</name>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Capacity</name>
    <message>
        <source>%1: %2</source>
        <comment>resource, amount</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Capacity, requests of allocatable</source>
        <translation>容量：请求量 / 可分配量</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>cluster, cause</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Copy the fix</source>
        <translation>复制解决办法</translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s)</source>
        <translation>
            <numerusform>%n 项检查</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>Name of the federation</source>
        <translation>联邦名称</translation>
    </message>
    <message>
        <source>Cluster that holds it</source>
        <translation>托管联邦的集群</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n 个集群</numerusform>
        </translation>
    </message>
    <message>
        <source>As kubectl will show it: the name of a new context.</source>
        <translation>kubectl 中显示的名称：一个新的上下文。</translation>
    </message>
    <message>
        <source>Namespace of its objects</source>
        <translation>其对象的命名空间</translation>
    </message>
    <message>
        <source>Made in the host cluster.</source>
        <translation>在主集群中创建。</translation>
    </message>
    <message>
        <source>It keeps the federation&apos;s objects and can become a member too.</source>
        <translation>它保存联邦的对象，也可以成为成员。</translation>
    </message>
    <message>
        <source>Each gets a service account with no more rights than it needs.</source>
        <translation>每个集群都会得到一个仅含所需权限的服务账号。</translation>
    </message>
    <message>
        <source>No cluster has joined</source>
        <translation>还没有集群加入</translation>
    </message>
    <message>
        <source>Every cluster of the kubeconfig has joined</source>
        <translation>kubeconfig 中的集群都已加入</translation>
    </message>
    <message>
        <source>There is nothing to take out.</source>
        <translation>没有可移出的集群。</translation>
    </message>
    <message>
        <source>Add another context to the kubeconfig and open it again.</source>
        <translation>请在 kubeconfig 中添加另一个上下文，然后重新打开。</translation>
    </message>
    <message>
        <source>What was propagated there</source>
        <translation>已传播到那里的对象</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>保持运行</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>将其移除</translation>
    </message>
    <message>
        <source>It is deleted from these clusters.</source>
        <translation>将从这些集群中删除。</translation>
    </message>
    <message>
        <source>It goes on without the federation.</source>
        <translation>它将脱离联邦继续运行。</translation>
    </message>
</context>
<context>
    <name>ClashTable</name>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Same name</source>
        <translation>相同的名称</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message numerus="yes">
        <source>%n clash(es)</source>
        <translation>
            <numerusform>%n 个名称冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 becomes</source>
        <comment>name, file</comment>
        <translation>%2 中的 %1 变为</translation>
    </message>
</context>
<context>
    <name>ClusterDetails</name>
    <message numerus="yes">
        <source>%1 of %n ready</source>
        <translation>
            <numerusform>%1 / %n 就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
</context>
<context>
    <name>ClusterFacts</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Not on the map: no region known</source>
        <translation>不在地图上：区域未知</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>可用区</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
</context>
<context>
    <name>ClusterInspector</name>
    <message>
        <source>Cluster %1</source>
        <translation>集群 %1</translation>
    </message>
    <message>
        <source>Show conflict…</source>
        <translation>查看冲突…</translation>
    </message>
    <message>
        <source>Show object…</source>
        <translation>查看对象…</translation>
    </message>
    <message>
        <source>Join…</source>
        <translation>加入…</translation>
    </message>
    <message>
        <source>Show in log</source>
        <translation>在日志中查看</translation>
    </message>
    <message>
        <source>Examine connection…</source>
        <translation>检查连接…</translation>
    </message>
    <message>
        <source>What if it were lost?</source>
        <translation>如果它丢失会怎样？</translation>
    </message>
</context>
<context>
    <name>ClusterInspectorHead</name>
    <message>
        <source>HOST</source>
        <translation>主集群</translation>
    </message>
    <message>
        <source>Close inspector</source>
        <translation>关闭检查器</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>ClusterListModel</name>
    <message>
        <source>no answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>%1 of %2 in sync</source>
        <translation>%1 / %2 已同步</translation>
    </message>
    <message>
        <source>federation host</source>
        <translation>联邦主集群</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s) ready</source>
        <translation>
            <numerusform>%1 / %n 个节点就绪</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterMenu</name>
    <message>
        <source>What if it were lost?</source>
        <translation>如果它丢失会怎样？</translation>
    </message>
    <message>
        <source>Show in log</source>
        <translation>在日志中查看</translation>
    </message>
</context>
<context>
    <name>ClusterProbe</name>
    <message>
        <source>Probe: %1, %2</source>
        <comment>latency, age</comment>
        <translation>探测：%1，%2</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>探测</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
</context>
<context>
    <name>ClusterRowText</name>
    <message numerus="yes">
        <source>%1 of %n node(s) not ready</source>
        <translation>
            <numerusform>%1 / %n 个节点未就绪</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) in conflict</source>
        <translation>
            <numerusform>%n 个对象冲突</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) failed</source>
        <translation>
            <numerusform>%n 个对象失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) waiting</source>
        <translation>
            <numerusform>%n 个对象等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sentence</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>It has not joined the federation.</source>
        <translation>尚未加入联邦。</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) ready, %1 of %2 objects in sync.</source>
        <translation>
            <numerusform>%n 个节点就绪，%1 / %2 个对象已同步。</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for its first answer.</source>
        <translation>正在等待首次响应。</translation>
    </message>
    <message>
        <source>Not connected. It is contacted only when you ask.</source>
        <translation>未连接。仅在您要求时才会联系它。</translation>
    </message>
    <message>
        <source>It does not answer.</source>
        <translation>没有响应。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replica(s) ready</source>
        <translation>
            <numerusform>%1 / %n 个副本就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state, message</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n not ready</source>
        <translation>
            <numerusform>%1 / %n 未就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>%1 from this computer&apos;s</source>
        <translation>与本机相差 %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not checked</source>
        <translation>未校验服务器证书</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a state as a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1 for %2.</source>
        <comment>state, time</comment>
        <translation>%1，已持续 %2。</translation>
    </message>
</context>
<context>
    <name>ClusterTable</name>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>云厂商</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message numerus="yes">
        <source>Clusters, %n row(s)</source>
        <translation>
            <numerusform>集群，%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterTableHead</name>
    <message>
        <source>Sorted, greatest first</source>
        <translation>已排序，降序</translation>
    </message>
    <message>
        <source>Sorted, least first</source>
        <translation>已排序，升序</translation>
    </message>
    <message>
        <source>Press to sort</source>
        <translation>按下以排序</translation>
    </message>
</context>
<context>
    <name>ClusterTableRow</name>
    <message>
        <source>Row %1 of %2</source>
        <translation>第 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>HOST</source>
        <translation>主集群</translation>
    </message>
    <message>
        <source>not joined</source>
        <translation>未加入</translation>
    </message>
</context>
<context>
    <name>ClusterText</name>
    <message>
        <source>Healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>No cloud provider known</source>
        <translation>云厂商未知</translation>
    </message>
    <message>
        <source>Not placed</source>
        <translation>未放置</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Progressing</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>正在移除</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>no expiry</source>
        <translation>永不过期</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1后</translation>
    </message>
    <message>
        <source>expired %1 ago</source>
        <translation>已过期 %1</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 秒</translation>
    </message>
    <message>
        <source>%1 of %2 GiB</source>
        <translation>%1 / %2 GiB</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>ClustersEmpty</name>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配项</translation>
    </message>
    <message>
        <source>No clusters yet</source>
        <translation>还没有集群</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s), none match the filter.</source>
        <translation>
            <numerusform>共 %n 个集群，没有符合筛选条件的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a kubeconfig, or open the demo fleet. Nothing is contacted until you ask.</source>
        <translation>添加 kubeconfig，或打开演示集群。在您要求之前不会联系任何集群。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>ClustersPage</name>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Filter clusters</source>
        <translation>筛选集群</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s)</source>
        <translation>
            <numerusform>%1 / %n 个集群</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n 个集群</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandBox</name>
    <message>
        <source>The same as a command</source>
        <translation>等效命令</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Go to Map</source>
        <translation>转到地图</translation>
    </message>
    <message>
        <source>Go to Clusters</source>
        <translation>转到集群</translation>
    </message>
    <message>
        <source>Go to Workloads</source>
        <translation>转到工作负载</translation>
    </message>
    <message>
        <source>Go to Events</source>
        <translation>转到事件</translation>
    </message>
    <message>
        <source>Go to Settings</source>
        <translation>转到设置</translation>
    </message>
    <message>
        <source>Join clusters…</source>
        <translation>加入集群…</translation>
    </message>
    <message>
        <source>Take clusters out…</source>
        <translation>移出集群…</translation>
    </message>
    <message>
        <source>Start a federation…</source>
        <translation>新建联邦…</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Add my clusters…</source>
        <translation>添加我的集群…</translation>
    </message>
    <message>
        <source>Edit policies…</source>
        <translation>编辑策略…</translation>
    </message>
</context>
<context>
    <name>ConnectionRow</name>
    <message>
        <source>well</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Ask its server</source>
        <translation>询问其服务器</translation>
    </message>
    <message>
        <source>Decide about its program…</source>
        <translation>决定是否允许其程序…</translation>
    </message>
</context>
<context>
    <name>ContextChooser</name>
    <message>
        <source>Path of a kubeconfig; empty: KUBECONFIG, then the default file</source>
        <translation>kubeconfig 的路径；留空则用 KUBECONFIG，再用默认文件</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n 个上下文</numerusform>
        </translation>
    </message>
    <message>
        <source>Start a federation…</source>
        <translation>新建联邦…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Add my clusters…</source>
        <translation>添加我的集群…</translation>
    </message>
</context>
<context>
    <name>CredentialText</name>
    <message>
        <source>A file cannot be read</source>
        <translation>有文件无法读取</translation>
    </message>
    <message>
        <source>Something in a file is not as it should be</source>
        <translation>文件中有不妥之处</translation>
    </message>
    <message>
        <source>Others can read the credentials</source>
        <translation>其他用户可以读取凭据</translation>
    </message>
    <message>
        <source>An entry is not used</source>
        <translation>有条目未被使用</translation>
    </message>
    <message>
        <source>The current context does not exist</source>
        <translation>当前上下文不存在</translation>
    </message>
    <message>
        <source>Hidden by a context of the same name</source>
        <translation>被同名上下文遮蔽</translation>
    </message>
    <message>
        <source>The entry cannot be used</source>
        <translation>该条目无法使用</translation>
    </message>
    <message>
        <source>TLS is not verified</source>
        <translation>未验证 TLS</translation>
    </message>
    <message>
        <source>The proxy cannot be used</source>
        <translation>代理无法使用</translation>
    </message>
    <message>
        <source>The credentials have expired</source>
        <translation>凭据已过期</translation>
    </message>
    <message>
        <source>The credentials expire soon</source>
        <translation>凭据即将过期</translation>
    </message>
    <message>
        <source>Another user has the same credentials</source>
        <translation>另一个用户使用相同的凭据</translation>
    </message>
    <message>
        <source>The program for its credentials is missing</source>
        <translation>缺少提供凭据的程序</translation>
    </message>
    <message>
        <source>You have not allowed its program yet</source>
        <translation>您尚未允许运行其程序</translation>
    </message>
    <message>
        <source>You have refused its program</source>
        <translation>您已拒绝运行其程序</translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation>服务器没有响应</translation>
    </message>
    <message>
        <source>The server is not ready</source>
        <translation>服务器尚未就绪</translation>
    </message>
    <message>
        <source>The server does not accept the credentials</source>
        <translation>服务器不接受凭据</translation>
    </message>
    <message>
        <source>Its clock is wrong, or this one</source>
        <translation>它的时钟或本机时钟不准</translation>
    </message>
    <message>
        <source>no credentials</source>
        <translation>无凭据</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>token in a file</source>
        <translation>文件中的令牌</translation>
    </message>
    <message>
        <source>name and password</source>
        <translation>用户名和密码</translation>
    </message>
    <message>
        <source>a program gives them</source>
        <translation>由程序提供</translation>
    </message>
    <message>
        <source>OpenID Connect token</source>
        <translation>OpenID Connect 令牌</translation>
    </message>
    <message>
        <source>by PATH</source>
        <translation>通过 PATH</translation>
    </message>
    <message>
        <source>by the path in the kubeconfig</source>
        <translation>通过 kubeconfig 中的路径</translation>
    </message>
    <message>
        <source>by PATH of the login shell %1</source>
        <translation>通过登录 shell %1 的 PATH</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>in a folder where such programs usually are</source>
        <translation>在此类程序常见的文件夹中</translation>
    </message>
</context>
<context>
    <name>DrillModel</name>
    <message>
        <source>no record</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>+%1 to %2 s</source>
        <translation>+%1 至 %2 秒</translation>
    </message>
    <message>
        <source>+%1 s</source>
        <translation>+%1 秒</translation>
    </message>
</context>
<context>
    <name>DrillPanel</name>
    <message>
        <source>What if %1 were lost?</source>
        <translation>如果 %1 丢失会怎样？</translation>
    </message>
    <message numerus="yes">
        <source>What if %n cluster(s) were lost?</source>
        <translation>
            <numerusform>如果这 %n 个集群丢失会怎样？</numerusform>
        </translation>
    </message>
    <message>
        <source>End the drill</source>
        <translation>结束演练</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Only decided, nothing is written</source>
        <translation>只作推算，不写入任何内容</translation>
    </message>
    <message>
        <source>Deciding</source>
        <translation>正在推算</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>移动的对象</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are not touched.</source>
        <translation>
            <numerusform>%n 个对象不受影响。</numerusform>
        </translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Names afterwards</source>
        <translation>之后的域名</translation>
    </message>
    <message>
        <source>%1: before %2, after %3</source>
        <translation>%1：之前 %2，之后 %3</translation>
    </message>
    <message>
        <source>before %1</source>
        <translation>之前 %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>之后 %1</translation>
    </message>
    <message>
        <source>By itself nothing of it happens: a cluster that does not answer keeps what it has until it is tainted NoExecute or leaves.</source>
        <translation>这一切不会自行发生：不应答的集群会保留其内容，直到被打上 NoExecute 污点或离开。</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Lose also</source>
        <translation>同时丢失</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message numerus="yes">
        <source>and %n more object(s)</source>
        <translation>
            <numerusform>另有 %n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorBar</name>
    <message>
        <source>Start a federation…</source>
        <translation>新建联邦…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Decide about it…</source>
        <translation>决定是否允许…</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cluster holds no federation.</source>
        <translation>该集群上没有联邦。</translation>
    </message>
    <message>
        <source>The cluster does not answer.</source>
        <translation>集群没有响应。</translation>
    </message>
    <message>
        <source>The cluster asked for a pause.</source>
        <translation>集群要求稍候。</translation>
    </message>
    <message>
        <source>Somebody else changed the object at the same time.</source>
        <translation>有人同时修改了该对象。</translation>
    </message>
    <message>
        <source>The position in the list is lost.</source>
        <translation>列表位置已失效。</translation>
    </message>
    <message>
        <source>What was asked for is not there.</source>
        <translation>请求的内容不存在。</translation>
    </message>
    <message>
        <source>It exists already.</source>
        <translation>它已经存在。</translation>
    </message>
    <message>
        <source>The credentials were not accepted.</source>
        <translation>凭据未被接受。</translation>
    </message>
    <message>
        <source>The permission is missing.</source>
        <translation>缺少权限。</translation>
    </message>
    <message>
        <source>The input is not valid.</source>
        <translation>输入无效。</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Orrery received an answer that makes no sense.</source>
        <translation>Orrery 收到了无法理解的响应。</translation>
    </message>
    <message>
        <source>Start a federation here, or choose another context.</source>
        <translation>在此新建联邦，或选择其他上下文。</translation>
    </message>
    <message>
        <source>Check the address, the network and the proxy, then try again.</source>
        <translation>请检查地址、网络和代理，然后重试。</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>Look at the object again and repeat the change.</source>
        <translation>请重新查看该对象并再次修改。</translation>
    </message>
    <message>
        <source>Sign in again or renew the credentials in the kubeconfig.</source>
        <translation>请重新登录，或更新 kubeconfig 中的凭据。</translation>
    </message>
    <message>
        <source>Ask the cluster&apos;s administrator for the permission named in the details.</source>
        <translation>请向集群管理员申请详情中列出的权限。</translation>
    </message>
    <message>
        <source>Check the name and choose again.</source>
        <translation>请检查名称后重新选择。</translation>
    </message>
    <message>
        <source>Correct what the details name.</source>
        <translation>请更正详情中指出的内容。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请选择其他名称。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Copy the details for a report.</source>
        <translation>请复制详情以便报告。</translation>
    </message>
</context>
<context>
    <name>ExplanationModel</name>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Division</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Overrides</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Live object</source>
        <translation>实际对象</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Affinity</source>
        <translation>亲和性</translation>
    </message>
    <message>
        <source>Not leaving</source>
        <translation>未在移出</translation>
    </message>
    <message>
        <source>Not paused</source>
        <translation>未暂停</translation>
    </message>
    <message>
        <source>API enabled</source>
        <translation>API 已启用</translation>
    </message>
    <message>
        <source>Taints</source>
        <translation>污点</translation>
    </message>
    <message>
        <source>Spread property</source>
        <translation>分布属性</translation>
    </message>
    <message>
        <source>Other filters</source>
        <translation>其他筛选</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>See where every cluster stands.</source>
        <translation>每个集群的状态，一目了然。</translation>
    </message>
    <message>
        <source>Add my clusters</source>
        <translation>添加我的集群</translation>
    </message>
    <message>
        <source>Add clusters…</source>
        <translation>添加集群…</translation>
    </message>
    <message>
        <source>Open the demo fleet</source>
        <translation>打开演示集群</translation>
    </message>
    <message>
        <source>Open demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Open an incident file</source>
        <translation>打开事故文件</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Nothing has been contacted: no cluster, no cloud, no server of ours.</source>
        <translation>尚未联系任何对象：没有集群，没有云，也没有我们的服务器。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>From the kubeconfig of this computer or another one.</source>
        <translation>来自本机或其他 kubeconfig。</translation>
    </message>
    <message>
        <source>Looks in ~/.kube/config, or where you say</source>
        <translation>读取 ~/.kube/config，或您指定的位置</translation>
    </message>
    <message>
        <source>You choose what is contacted</source>
        <translation>联系哪些由您选择</translation>
    </message>
    <message>
        <source>Three clusters in three clouds, made up and run inside this app.</source>
        <translation>三个云上的三个虚拟集群，在本应用内运行。</translation>
    </message>
    <message>
        <source>No network, no account, no cluster needed</source>
        <translation>无需网络、账号或集群</translation>
    </message>
    <message>
        <source>Ready in about 3 seconds</source>
        <translation>约 3 秒即可就绪</translation>
    </message>
    <message>
        <source>Replay an outage that somebody saved.</source>
        <translation>回放他人保存的故障。</translation>
    </message>
    <message>
        <source>This version cannot read incident files yet</source>
        <translation>此版本还不能读取事故文件</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does, its key</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>ImportCheck</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n 个上下文</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoose</name>
    <message>
        <source>Open kubeconfigs</source>
        <translation>打开 kubeconfig</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>另一个文件</translation>
    </message>
    <message>
        <source>Path of another file, Enter adds it</source>
        <translation>另一个文件的路径，按 Enter 添加</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>No kubeconfig found</source>
        <translation>没有找到 kubeconfig</translation>
    </message>
    <message>
        <source>Open files, drop them here, or paste the text of one.</source>
        <translation>打开文件，把文件拖到这里，或粘贴其内容。</translation>
    </message>
    <message>
        <source>Drop files or text anywhere on the list; Ctrl+V pastes.</source>
        <translation>可以把文件或文本拖到列表上；Ctrl+V 粘贴。</translation>
    </message>
    <message>
        <source>Bring them into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>The file that kubectl reads. It is changed only at the end, and can be taken back.</source>
        <translation>kubectl 读取的文件。最后一步才会修改，并且可以撤销。</translation>
    </message>
</context>
<context>
    <name>ImportContextRow</name>
    <message>
        <source>TLS is not verified</source>
        <translation>未验证 TLS</translation>
    </message>
    <message>
        <source>Name for %1 of %2</source>
        <translation>%2 中 %1 的名称</translation>
    </message>
    <message>
        <source>%1 is taken: it becomes %2</source>
        <translation>%1 已被占用：改为 %2</translation>
    </message>
    <message>
        <source>%1, of %2</source>
        <comment>what becomes of it, file</comment>
        <translation>%1，来自 %2</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
</context>
<context>
    <name>ImportFileRow</name>
    <message>
        <source>the target</source>
        <translation>目标文件</translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <source>Name the file that gets them.</source>
        <translation>请指定要合并到的文件。</translation>
    </message>
    <message>
        <source>Choose at least one file, or paste a kubeconfig.</source>
        <translation>请至少选择一个文件，或粘贴一个 kubeconfig。</translation>
    </message>
    <message>
        <source>Another program changed the file meanwhile. Nothing was written; go back and check again.</source>
        <translation>另一个程序在此期间修改了文件。没有写入任何内容；请返回并重新检查。</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>new, was %1</source>
        <translation>新增，原名 %1</translation>
    </message>
    <message>
        <source>already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>already there as %1</source>
        <translation>已存在，名为 %1</translation>
    </message>
    <message>
        <source>brings newer values</source>
        <translation>带来更新的值</translation>
    </message>
    <message>
        <source>takes the place of the old one</source>
        <translation>取代原有的</translation>
    </message>
    <message>
        <source>left out: the name is taken</source>
        <translation>已略过：名称已被占用</translation>
    </message>
    <message>
        <source>left out: its cluster or user is missing</source>
        <translation>已略过：缺少其集群或用户</translation>
    </message>
    <message>
        <source>Nothing in the file says where it is.</source>
        <translation>文件中没有说明它在哪里。</translation>
    </message>
    <message>
        <source>The server&apos;s address says so: %1</source>
        <translation>根据服务器地址：%1</translation>
    </message>
    <message>
        <source>The name says so: %1</source>
        <translation>根据名称：%1</translation>
    </message>
    <message>
        <source>The program for its credentials says so: %1</source>
        <translation>根据提供凭据的程序：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n 个上下文</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>is no valid kubeconfig</source>
        <translation>不是有效的 kubeconfig</translation>
    </message>
    <message>
        <source>has no contexts</source>
        <translation>没有上下文</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>user</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message numerus="yes">
        <source>Merge %n context(s)</source>
        <translation>
            <numerusform>合并 %n 个上下文</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message numerus="yes">
        <source>%n new context(s)</source>
        <translation>
            <numerusform>新增 %n 个上下文</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n brought up to date</source>
        <translation>
            <numerusform>更新 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>已存在 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>略过 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clash(es) resolved</source>
        <translation>
            <numerusform>已解决 %n 个名称冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>%1 has all of it already. Nothing was written.</source>
        <translation>%1 已包含全部内容。没有写入。</translation>
    </message>
    <message>
        <source>Taken back: %1 is as it was before.</source>
        <translation>已撤销：%1 恢复原样。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>context, what became of it</comment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>In %1 now: %2 and %n more</source>
        <translation>
            <numerusform>现在 %1 中有：%2 以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>In %1 now: %2</source>
        <translation>现在 %1 中有：%2</translation>
    </message>
    <message>
        <source>The file as it was lies in %1.</source>
        <translation>原来的文件保存在 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n file(s)</source>
        <translation>
            <numerusform>%1 和 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), all different</source>
        <translation>
            <numerusform>%n 个文件，各不相同</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReview</name>
    <message numerus="yes">
        <source>now, %n line(s)</source>
        <translation>
            <numerusform>现在，%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>尚不存在</translation>
    </message>
    <message numerus="yes">
        <source>after, %n line(s)</source>
        <translation>
            <numerusform>之后，%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportWizard</name>
    <message>
        <source>Add my clusters</source>
        <translation>添加我的集群</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) into %1</source>
        <translation>
            <numerusform>%n 个文件合并到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Found on this computer. Files are read; no cluster is contacted and no program is run.</source>
        <translation>在这台计算机上找到的。只读取文件；不联系任何集群，不运行任何程序。</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>One backup beside it</source>
        <translation>旁边保留一份备份</translation>
    </message>
    <message>
        <source>Its mode is kept</source>
        <translation>保留文件权限</translation>
    </message>
    <message>
        <source>Only you can read it</source>
        <translation>只有您可以读取</translation>
    </message>
    <message>
        <source>Undo in one step</source>
        <translation>一步即可撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复更改</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>InsecureMark</name>
    <message>
        <source>TLS is not verified</source>
        <translation>未验证 TLS</translation>
    </message>
</context>
<context>
    <name>KubeconfigSources</name>
    <message>
        <source>Filter contexts</source>
        <translation>筛选上下文</translation>
    </message>
    <message>
        <source>Ask every server</source>
        <translation>询问所有服务器</translation>
    </message>
    <message>
        <source>Stop asking</source>
        <translation>停止询问</translation>
    </message>
    <message>
        <source>Add my clusters…</source>
        <translation>添加我的集群…</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Asking servers</source>
        <translation>正在询问服务器</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>正在读取文件</translation>
    </message>
    <message numerus="yes">
        <source>%n more in the report</source>
        <translation>
            <numerusform>报告中还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>No context</source>
        <translation>没有上下文</translation>
    </message>
    <message>
        <source>No context fits</source>
        <translation>没有符合的上下文</translation>
    </message>
    <message>
        <source>The kubeconfig holds none yet.</source>
        <translation>kubeconfig 中还没有上下文。</translation>
    </message>
    <message>
        <source>No name or server holds “%1”.</source>
        <translation>没有名称或服务器包含“%1”。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>LogHead</name>
    <message>
        <source>Live log</source>
        <translation>实时日志</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Controller</source>
        <translation>控制器</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Filter text or object</source>
        <translation>筛选文本或对象</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) waiting</source>
        <translation>
            <numerusform>%n 行待显示</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%1 / %2 行</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Copy the lines shown</source>
        <translation>复制所示各行</translation>
    </message>
    <message>
        <source>Collapse log</source>
        <translation>收起日志</translation>
    </message>
    <message>
        <source>Save the lines shown…</source>
        <translation>保存所示各行…</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Live log</source>
        <translation>实时日志</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间 (UTC)</translation>
    </message>
    <message>
        <source>Sev</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Controller</source>
        <translation>控制器</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message numerus="yes">
        <source>Log, %n line(s)</source>
        <translation>
            <numerusform>日志，%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>No line passes the filters.</source>
        <translation>没有符合筛选条件的行。</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>尚无事件发生。</translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>保存所示各行</translation>
    </message>
    <message>
        <source>Text (*.log)</source>
        <translation>文本 (*.log)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON 行 (*.jsonl)</translation>
    </message>
</context>
<context>
    <name>LogRow</name>
    <message>
        <source>%1, %2, %3: %4</source>
        <comment>severity letter, cluster, object, message</comment>
        <translation>%1，%2，%3：%4</translation>
    </message>
</context>
<context>
    <name>LogSummary</name>
    <message>
        <source>Live log</source>
        <translation>实时日志</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>展开日志</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 — Orrery</source>
        <translation>%1 — Orrery</translation>
    </message>
</context>
<context>
    <name>MapHead</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Filter clusters</source>
        <translation>筛选集群</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Arcs</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Graticule</source>
        <translation>经纬网</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s)</source>
        <translation>
            <numerusform>%1 / %n 个集群</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n 个集群</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n not on the map</source>
        <translation>
            <numerusform>%1，%n 个不在地图上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n arc(s) active</source>
        <translation>
            <numerusform>%1，%n 条连线活动中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapLabel</name>
    <message>
        <source>HOST</source>
        <translation>主集群</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>Propagating</source>
        <translation>传播中</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state, number of clusters</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Would move</source>
        <translation>将移动</translation>
    </message>
</context>
<context>
    <name>MapNote</name>
    <message>
        <source>%1: %2, %3</source>
        <comment>cluster, what happened, to what</comment>
        <translation>%1：%2，%3</translation>
    </message>
</context>
<context>
    <name>MapRuler</name>
    <message>
        <source>%1°</source>
        <comment>degrees of longitude</comment>
        <translation>%1°</translation>
    </message>
    <message>
        <source>%1°W</source>
        <translation>%1°W</translation>
    </message>
    <message>
        <source>%1°E</source>
        <translation>%1°E</translation>
    </message>
    <message>
        <source>0°</source>
        <comment>the equator</comment>
        <translation>0°</translation>
    </message>
    <message>
        <source>%1°S</source>
        <translation>%1°S</translation>
    </message>
    <message>
        <source>%1°N</source>
        <translation>%1°N</translation>
    </message>
</context>
<context>
    <name>MapScene</name>
    <message>
        <source>%1, %2</source>
        <comment>two areas of a merged mark</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more area(s)</source>
        <translation>
            <numerusform>%1 及另外 %n 个地区</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) down</source>
        <translation>
            <numerusform>%1 / %n 个集群离线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) degraded</source>
        <translation>
            <numerusform>%1 / %n 个集群降级</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) unknown</source>
        <translation>
            <numerusform>%1 / %n 个集群状态未知</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) connecting</source>
        <translation>
            <numerusform>%1 / %n 个集群连接中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s), all healthy</source>
        <translation>
            <numerusform>%n 个集群，全部健康</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>federation host</source>
        <translation>联邦主集群</translation>
    </message>
    <message>
        <source>not joined</source>
        <translation>未加入</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>region, what is there</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>HOST</source>
        <translation>主集群</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>已持续 %1</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写入</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show all clusters</source>
        <translation>显示所有集群</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Show the world</source>
        <translation>显示全球</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message numerus="yes">
        <source>Map of %n cluster(s)</source>
        <translation>
            <numerusform>%n 个集群的地图</numerusform>
        </translation>
    </message>
    <message>
        <source>Plus and minus zoom, arrow keys move the map, Home shows all clusters.</source>
        <translation>加减号缩放，方向键移动地图，Home 显示所有集群。</translation>
    </message>
</context>
<context>
    <name>MoveRows</name>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>%1 too many for %2</source>
        <translation>%2 多出 %1 个</translation>
    </message>
    <message>
        <source>%1 s later</source>
        <translation>%1 秒后</translation>
    </message>
</context>
<context>
    <name>ObjectMove</name>
    <message>
        <source>%1: %2, then %3</source>
        <comment>cluster, replicas before, after</comment>
        <translation>%1：%2，之后 %3</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>PickButton</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what is filtered, its value</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>PolicyEditor</name>
    <message>
        <source>a new policy</source>
        <translation>新策略</translation>
    </message>
    <message>
        <source>Policy editor</source>
        <translation>策略编辑器</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>检查…</translation>
    </message>
    <message>
        <source>Close the editor</source>
        <translation>关闭编辑器</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Reading policies and objects</source>
        <translation>正在读取策略和对象</translation>
    </message>
    <message>
        <source>Discard the new policy?</source>
        <translation>放弃新策略？</translation>
    </message>
    <message>
        <source>Discard your changes to %1?</source>
        <translation>放弃对 %1 的修改？</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>PolicyEffects</name>
    <message>
        <source>What it would do</source>
        <translation>将产生的结果</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) stay as they are.</source>
        <translation>
            <numerusform>%n 个对象保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing moves.</source>
        <translation>没有对象移动。</translation>
    </message>
    <message>
        <source>Places %1</source>
        <translation>放置 %1</translation>
    </message>
    <message>
        <source>Places no object of today.</source>
        <translation>目前不放置任何对象。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more object(s)</source>
        <translation>
            <numerusform>另有 %n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyForm</name>
    <message>
        <source>Policy as a form</source>
        <translation>策略表单</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>For the whole federation</source>
        <translation>用于整个联邦</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Chosen by labels, fields or groups: see the YAML.</source>
        <translation>由标签、字段或分组选定：见 YAML。</translation>
    </message>
    <message>
        <source>Every cluster</source>
        <translation>每个集群</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>仅这些</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>All of them in each cluster</source>
        <translation>每个集群都有全部副本</translation>
    </message>
    <message>
        <source>Divided evenly</source>
        <translation>平均分配</translation>
    </message>
    <message>
        <source>Divided by weight</source>
        <translation>按权重分配</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>Divided by free capacity</source>
        <translation>按空闲容量分配</translation>
    </message>
    <message>
        <source>In as few clusters as hold them</source>
        <translation>放入尽可能少的集群</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Priority; the higher wins</source>
        <translation>优先级；高者优先</translation>
    </message>
    <message>
        <source>Write nothing for now</source>
        <translation>暂不写入</translation>
    </message>
    <message>
        <source>Also in the YAML: %1</source>
        <translation>YAML 中还有：%1</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>所有 %1</translation>
    </message>
    <message>
        <source>%1 by label</source>
        <translation>按标签选择的 %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>objects, namespace</comment>
        <translation>%1，位于 %2</translation>
    </message>
</context>
<context>
    <name>PolicyModel</name>
    <message>
        <source>There is no policy in the text.</source>
        <translation>文本中没有策略。</translation>
    </message>
    <message>
        <source>There is more than one document.</source>
        <translation>文本中有多个文档。</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>not placed</source>
        <translation>不放置</translation>
    </message>
    <message>
        <source>created</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>left there, no longer managed</source>
        <translation>保留，不再管理</translation>
    </message>
    <message>
        <source>nothing is written</source>
        <translation>不写入</translation>
    </message>
    <message>
        <source>a foreign object is in the way</source>
        <translation>有外来对象占用</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>not known: the cluster does not answer</source>
        <translation>未知：集群不应答</translation>
    </message>
    <message>
        <source>cannot be placed as wanted</source>
        <translation>无法按要求放置</translation>
    </message>
</context>
<context>
    <name>PolicyReview</name>
    <message>
        <source>Create the policy</source>
        <translation>创建策略</translation>
    </message>
    <message>
        <source>Save the policy</source>
        <translation>保存策略</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>尚不存在</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What the clusters answer to a dry run</source>
        <translation>各集群对试运行的答复</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>正在询问</translation>
    </message>
    <message>
        <source>nothing changes</source>
        <translation>没有变化</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 项变化</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Compare with what is there now</source>
        <translation>与现有内容比较</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message numerus="yes">
        <source>Save, and move %n object(s)</source>
        <translation>
            <numerusform>保存，并移动 %n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Save; nothing moves</source>
        <translation>保存；没有对象移动</translation>
    </message>
</context>
<context>
    <name>PolicyText</name>
    <message>
        <source>Policy as YAML</source>
        <translation>策略的 YAML</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>PropagatedHere</name>
    <message>
        <source>In sync</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Progressing</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Propagated here: %1</source>
        <translation>传播到此处：%1</translation>
    </message>
    <message>
        <source>Propagated here, as of %1</source>
        <translation>传播到此处，截至 %1</translation>
    </message>
    <message>
        <source>Propagated here</source>
        <translation>传播到此处</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>state and count</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>page, how many</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Workloads</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>RunStep</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>undo failed</source>
        <translation>撤销失败</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>未执行</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 个步骤</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动效</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Names of Kubernetes and what servers say stay as they are.</source>
        <translation>Kubernetes 名称和服务器的原话保持原样。</translation>
    </message>
    <message>
        <source>Pulses run along the arcs, panes slide, marks ripple.</source>
        <translation>连线上的脉冲、滑动的窗格、标记的涟漪。</translation>
    </message>
    <message>
        <source>Move what changes</source>
        <translation>变化时显示动画</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
    <message>
        <source>Map, Clusters, Workloads, Events, Settings</source>
        <translation>地图、集群、工作负载、事件、设置</translation>
    </message>
    <message>
        <source>Open or collapse the log</source>
        <translation>展开或收起日志</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation>关闭打开的内容</translation>
    </message>
    <message>
        <source>Zoom the map, show all clusters</source>
        <translation>缩放地图，显示所有集群</translation>
    </message>
    <message>
        <source>Part of the settings</source>
        <translation>设置分区</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Kubeconfig sources</source>
        <translation>Kubeconfig 来源</translation>
    </message>
</context>
<context>
    <name>SeverityChip</name>
    <message>
        <source>%1: %2</source>
        <comment>severity, number</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Hide secrets</source>
        <translation>隐藏机密</translation>
    </message>
    <message>
        <source>Secrets are hidden; show them</source>
        <translation>机密已隐藏；显示</translation>
    </message>
    <message>
        <source>%1 before and after</source>
        <translation>%1 的前后对比</translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n 行未更改</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcesModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <comment>proxy, what named it</comment>
        <translation>%1，来自 %2</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到方式</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>搜索路径</translation>
    </message>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n 个上下文</numerusform>
        </translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>没有响应</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>cannot be asked</source>
        <translation>无法询问</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n with a fault</source>
        <translation>
            <numerusform>%1，其中 %n 个有故障</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StateChip</name>
    <message>
        <source>%1: %2</source>
        <comment>state, number</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%1 of %n cluster(s) answered</source>
        <translation>
            <numerusform>%1 / %n 个集群已响应</numerusform>
        </translation>
    </message>
    <message>
        <source>No cluster contacted</source>
        <translation>未联系任何集群</translation>
    </message>
    <message>
        <source>Data %1 old</source>
        <translation>数据时间：%1前</translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n 个操作进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>Orrery %1</source>
        <translation>Orrery %1</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>No federation</source>
        <translation>无联邦</translation>
    </message>
    <message>
        <source>Join clusters…</source>
        <translation>加入集群…</translation>
    </message>
    <message>
        <source>Take clusters out…</source>
        <translation>移出集群…</translation>
    </message>
    <message>
        <source>Start a federation…</source>
        <translation>新建联邦…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>host %1 · %n member(s)</source>
        <translation>
            <numerusform>主集群 %1 · %n 个成员</numerusform>
        </translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>NOT CONNECTED</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或运行命令</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Run a program for credentials?</source>
        <translation>要运行程序以获取凭据吗？</translation>
    </message>
    <message>
        <source>The kubeconfig wants this program to be run with your rights. Allow it only when you know where the file comes from.</source>
        <translation>kubeconfig 要求以您的权限运行这个程序。只有知道文件来源时才允许。</translation>
    </message>
    <message>
        <source>You allowed this entry before, but with another command or other variables.</source>
        <translation>您以前允许过这个条目，但当时的命令或变量不同。</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到方式</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>搜索过</translation>
    </message>
    <message>
        <source>Sets variables</source>
        <translation>设置变量</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>The file says</source>
        <translation>文件说明</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>This time</source>
        <translation>仅此一次</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终允许</translation>
    </message>
</context>
<context>
    <name>UnplacedShelf</name>
    <message>
        <source>Clusters that are not on the map</source>
        <translation>不在地图上的集群</translation>
    </message>
    <message>
        <source>Unplaced</source>
        <translation>未定位</translation>
    </message>
    <message>
        <source>no region known</source>
        <translation>区域未知</translation>
    </message>
</context>
<context>
    <name>VerdictCounts</name>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number, verdict</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>WhyChain</name>
    <message>
        <source>How it got here</source>
        <translation>如何到达此处</translation>
    </message>
    <message>
        <source>First broken hop, %1 of %2</source>
        <translation>第一个断开的环节，第 %1 个，共 %2 个</translation>
    </message>
</context>
<context>
    <name>WhyHop</name>
    <message>
        <source>%1: %2 of %3</source>
        <comment>filter, clusters that passed, of how many</comment>
        <translation>%1：%2/%3</translation>
    </message>
</context>
<context>
    <name>WizardFrame</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Undoing…</source>
        <translation>正在撤销…</translation>
    </message>
    <message>
        <source>Cancel and undo</source>
        <translation>取消并撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Nothing is contacted or changed before you say so.</source>
        <translation>在您确认之前，不会联系或更改任何内容。</translation>
    </message>
    <message>
        <source>Only reading, on every side.</source>
        <translation>各方均只读取。</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s). Nothing has been changed yet.</source>
        <translation>
            <numerusform>%n 项检查。尚未更改任何内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Exactly this will be written. Select a step to see it.</source>
        <translation>将写入的内容如下。选择一个步骤即可查看。</translation>
    </message>
    <message>
        <source>What fails is undone; the others go on.</source>
        <translation>失败的会被撤销，其他的继续进行。</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>重试失败的部分</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
</context>
<context>
    <name>WizardModel</name>
    <message>
        <source>Start a federation</source>
        <translation>新建联邦</translation>
    </message>
    <message>
        <source>Join clusters</source>
        <translation>加入集群</translation>
    </message>
    <message>
        <source>Take clusters out</source>
        <translation>移出集群</translation>
    </message>
    <message>
        <source>Choose at least one cluster.</source>
        <translation>请至少选择一个集群。</translation>
    </message>
    <message>
        <source>Give the federation a name.</source>
        <translation>请为联邦命名。</translation>
    </message>
    <message>
        <source>Choose the cluster that holds the federation.</source>
        <translation>请选择托管联邦的集群。</translation>
    </message>
    <message>
        <source>A check failed. Correct it and check again.</source>
        <translation>有一项检查未通过。请更正后重新检查。</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：完成</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>cluster, what went wrong</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Left behind: %1</source>
        <translation>遗留：%1</translation>
    </message>
    <message>
        <source>Cancelled. What was begun has been undone.</source>
        <translation>已取消。已开始的操作已撤销。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) failed and have been undone.</source>
        <translation>
            <numerusform>%n 部分失败，已撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use lower-case letters, digits and hyphens, at most 63, a letter or digit at both ends.</source>
        <translation>请使用小写字母、数字和连字符，最多 63 个字符，首尾须为字母或数字。</translation>
    </message>
</context>
<context>
    <name>WizardShell</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>WizardSteps</name>
    <message>
        <source>Step %1, %2</source>
        <translation>第 %1 步，%2</translation>
    </message>
</context>
<context>
    <name>WorkloadCell</name>
    <message>
        <source>%1: %2</source>
        <comment>cluster, state</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>WorkloadHead</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1, %2 need attention</source>
        <translation>%1，%2 个需要处理</translation>
    </message>
</context>
<context>
    <name>WorkloadInspector</name>
    <message>
        <source>Object %1</source>
        <translation>对象 %1</translation>
    </message>
    <message>
        <source>Close inspector</source>
        <translation>关闭检查器</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 %2 and its copies in %n cluster(s)?</source>
        <translation>
            <numerusform>删除 %1 %2 及其在 %n 个集群中的副本？</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>kind, namespace</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>In</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Copy the chain with the command for a terminal</source>
        <translation>复制此链及终端命令</translation>
    </message>
    <message>
        <source>Policy…</source>
        <translation>策略…</translation>
    </message>
</context>
<context>
    <name>WorkloadModel</name>
    <message>
        <source>Cluster-wide</source>
        <translation>集群范围</translation>
    </message>
    <message>
        <source>%1 %2, %3, %4</source>
        <translation>%1 %2，%3，%4</translation>
    </message>
</context>
<context>
    <name>WorkloadsPage</name>
    <message>
        <source>Workloads</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>Filter objects</source>
        <translation>筛选对象</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Apply manifest…</source>
        <translation>应用清单…</translation>
    </message>
    <message numerus="yes">
        <source>%n federated object(s)</source>
        <translation>
            <numerusform>%n 个联邦对象</numerusform>
        </translation>
    </message>
    <message>
        <source>No object passes the filters</source>
        <translation>没有符合筛选条件的对象</translation>
    </message>
    <message>
        <source>Nothing is federated yet</source>
        <translation>尚无联邦对象</translation>
    </message>
    <message>
        <source>Change or clear the filters above.</source>
        <translation>请更改或清除上方的筛选条件。</translation>
    </message>
    <message>
        <source>Apply a manifest: Orrery writes it into the clusters that its policy names.</source>
        <translation>应用一份清单：Orrery 会将其写入策略所指定的集群。</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
</context>
</TS>
