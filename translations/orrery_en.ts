<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AppModel</name>
    <message numerus="yes">
        <source>%n object(s) applied</source>
        <translation>
            <numerusform>%n object applied</numerusform>
            <numerusform>%n objects applied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scaled to %n replica(s)</source>
        <translation>
            <numerusform>Scaled to %n replica</numerusform>
            <numerusform>Scaled to %n replicas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is saved; %n object(s) move</source>
        <translation>
            <numerusform>%1 is saved; %n object moves</numerusform>
            <numerusform>%1 is saved; %n objects move</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttentionList</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message numerus="yes">
        <source>%n check(s)</source>
        <translation>
            <numerusform>%n check</numerusform>
            <numerusform>%n checks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClashTable</name>
    <message numerus="yes">
        <source>%n clash(es)</source>
        <translation>
            <numerusform>%n clash</numerusform>
            <numerusform>%n clashes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterDetails</name>
    <message numerus="yes">
        <source>%1 of %n ready</source>
        <translation>
            <numerusform>%1 of %n ready</numerusform>
            <numerusform>%1 of %n ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterListModel</name>
    <message numerus="yes">
        <source>%1 of %n node(s) ready</source>
        <translation>
            <numerusform>%1 of %n node ready</numerusform>
            <numerusform>%1 of %n nodes ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterRowText</name>
    <message numerus="yes">
        <source>%1 of %n node(s) not ready</source>
        <translation>
            <numerusform>%1 of %n node not ready</numerusform>
            <numerusform>%1 of %n nodes not ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) in conflict</source>
        <translation>
            <numerusform>%n object in conflict</numerusform>
            <numerusform>%n objects in conflict</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) failed</source>
        <translation>
            <numerusform>%n object failed</numerusform>
            <numerusform>%n objects failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) waiting</source>
        <translation>
            <numerusform>%n object waiting</numerusform>
            <numerusform>%n objects waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) ready, %1 of %2 objects in sync.</source>
        <translation>
            <numerusform>%n node ready, %1 of %2 objects in sync.</numerusform>
            <numerusform>%n nodes ready, %1 of %2 objects in sync.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replica(s) ready</source>
        <translation>
            <numerusform>%1 of %n replica ready</numerusform>
            <numerusform>%1 of %n replicas ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n not ready</source>
        <translation>
            <numerusform>%1 of %n not ready</numerusform>
            <numerusform>%1 of %n not ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterTable</name>
    <message numerus="yes">
        <source>Clusters, %n row(s)</source>
        <translation>
            <numerusform>Clusters, %n row</numerusform>
            <numerusform>Clusters, %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClustersEmpty</name>
    <message numerus="yes">
        <source>%n cluster(s), none match the filter.</source>
        <translation>
            <numerusform>%n cluster, none match the filter.</numerusform>
            <numerusform>%n clusters, none match the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClustersPage</name>
    <message numerus="yes">
        <source>%1 of %n cluster(s)</source>
        <translation>
            <numerusform>%1 of %n cluster</numerusform>
            <numerusform>%1 of %n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextChooser</name>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n context</numerusform>
            <numerusform>%n contexts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DrillPanel</name>
    <message numerus="yes">
        <source>What if %n cluster(s) were lost?</source>
        <translation>
            <numerusform>What if %n cluster were lost?</numerusform>
            <numerusform>What if %n clusters were lost?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are not touched.</source>
        <translation>
            <numerusform>%n object is not touched.</numerusform>
            <numerusform>%n objects are not touched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more object(s)</source>
        <translation>
            <numerusform>and %n more object</numerusform>
            <numerusform>and %n more objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExplanationModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportCheck</name>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n context</numerusform>
            <numerusform>%n contexts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoose</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n context</numerusform>
            <numerusform>%n contexts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merge %n context(s)</source>
        <translation>
            <numerusform>Merge %n context</numerusform>
            <numerusform>Merge %n contexts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new context(s)</source>
        <translation>
            <numerusform>%n new context</numerusform>
            <numerusform>%n new contexts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n brought up to date</source>
        <translation>
            <numerusform>%n brought up to date</numerusform>
            <numerusform>%n brought up to date</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n already there</numerusform>
            <numerusform>%n already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clash(es) resolved</source>
        <translation>
            <numerusform>%n clash resolved</numerusform>
            <numerusform>%n clashes resolved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %1 now: %2 and %n more</source>
        <translation>
            <numerusform>In %1 now: %2 and %n more</numerusform>
            <numerusform>In %1 now: %2 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n file(s)</source>
        <translation>
            <numerusform>%1 and %n file</numerusform>
            <numerusform>%1 and %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), all different</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files, all different</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReview</name>
    <message numerus="yes">
        <source>now, %n line(s)</source>
        <translation>
            <numerusform>now, %n line</numerusform>
            <numerusform>now, %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after, %n line(s)</source>
        <translation>
            <numerusform>after, %n line</numerusform>
            <numerusform>after, %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportWizard</name>
    <message numerus="yes">
        <source>%n file(s) into %1</source>
        <translation>
            <numerusform>%n file into %1</numerusform>
            <numerusform>%n files into %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KubeconfigSources</name>
    <message numerus="yes">
        <source>%n more in the report</source>
        <translation>
            <numerusform>%n more in the report</numerusform>
            <numerusform>%n more in the report</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogHead</name>
    <message numerus="yes">
        <source>%n line(s) waiting</source>
        <translation>
            <numerusform>%n line waiting</numerusform>
            <numerusform>%n lines waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message numerus="yes">
        <source>Log, %n line(s)</source>
        <translation>
            <numerusform>Log, %n line</numerusform>
            <numerusform>Log, %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapHead</name>
    <message numerus="yes">
        <source>%1 of %n cluster(s)</source>
        <translation>
            <numerusform>%1 of %n cluster</numerusform>
            <numerusform>%1 of %n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n not on the map</source>
        <translation>
            <numerusform>%1, %n not on the map</numerusform>
            <numerusform>%1, %n not on the map</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n arc(s) active</source>
        <translation>
            <numerusform>%1, %n arc active</numerusform>
            <numerusform>%1, %n arcs active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapScene</name>
    <message numerus="yes">
        <source>%1 and %n more area(s)</source>
        <translation>
            <numerusform>%1 and %n more area</numerusform>
            <numerusform>%1 and %n more areas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) down</source>
        <translation>
            <numerusform>%1 of %n cluster down</numerusform>
            <numerusform>%1 of %n clusters down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) degraded</source>
        <translation>
            <numerusform>%1 of %n cluster degraded</numerusform>
            <numerusform>%1 of %n clusters degraded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) unknown</source>
        <translation>
            <numerusform>%1 of %n cluster unknown</numerusform>
            <numerusform>%1 of %n clusters unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) connecting</source>
        <translation>
            <numerusform>%1 of %n cluster connecting</numerusform>
            <numerusform>%1 of %n clusters connecting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s), all healthy</source>
        <translation>
            <numerusform>%n cluster, all healthy</numerusform>
            <numerusform>%n clusters, all healthy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message numerus="yes">
        <source>Map of %n cluster(s)</source>
        <translation>
            <numerusform>Map of %n cluster</numerusform>
            <numerusform>Map of %n clusters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyEffects</name>
    <message numerus="yes">
        <source>%n object(s) stay as they are.</source>
        <translation>
            <numerusform>%n object stays as it is.</numerusform>
            <numerusform>%n objects stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more object(s)</source>
        <translation>
            <numerusform>and %n more object</numerusform>
            <numerusform>and %n more objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyReview</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save, and move %n object(s)</source>
        <translation>
            <numerusform>Save, and move %n object</numerusform>
            <numerusform>Save, and move %n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PropagatedHere</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunStep</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n unchanged line</numerusform>
            <numerusform>%n unchanged lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcesModel</name>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n context</numerusform>
            <numerusform>%n contexts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n with a fault</source>
        <translation>
            <numerusform>%1, %n with a fault</numerusform>
            <numerusform>%1, %n with faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%1 of %n cluster(s) answered</source>
        <translation>
            <numerusform>%1 of %n cluster answered</numerusform>
            <numerusform>%1 of %n clusters answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n operation running</numerusform>
            <numerusform>%n operations running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>host %1 · %n member(s)</source>
        <translation>
            <numerusform>host %1 · %n member</numerusform>
            <numerusform>host %1 · %n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WizardFrame</name>
    <message numerus="yes">
        <source>%n check(s). Nothing has been changed yet.</source>
        <translation>
            <numerusform>%n check. Nothing has been changed yet.</numerusform>
            <numerusform>%n checks. Nothing has been changed yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WizardModel</name>
    <message numerus="yes">
        <source>%n part(s) failed and have been undone.</source>
        <translation>
            <numerusform>%n part failed and have been undone.</numerusform>
            <numerusform>%n parts failed and have been undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkloadHead</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkloadInspector</name>
    <message numerus="yes">
        <source>Delete %1 %2 and its copies in %n cluster(s)?</source>
        <translation>
            <numerusform>Delete %1 %2 and its copies in %n cluster?</numerusform>
            <numerusform>Delete %1 %2 and its copies in %n clusters?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkloadsPage</name>
    <message numerus="yes">
        <source>%n federated object(s)</source>
        <translation>
            <numerusform>%n federated object</numerusform>
            <numerusform>%n federated objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
</TS>
